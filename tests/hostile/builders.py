"""Small whole files of each format, to be spoilt."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage

SENTENCE = "Cinq soldats ont été tués près de la ville lundi, selon une source militaire. "
TEXT = SENTENCE * 12
PAGE = (
    "<!DOCTYPE html><html><head><title>Un titre</title><meta charset='utf-8'></head><body><article>"
    + "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(4))
    + "</article></body></html>"
)
RSS = (
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Agence</title>"
    + "".join(
        f"<item><title>Titre {i}</title><link>https://example.org/{i}</link><pubDate>Fri, 22 Jun 2018 10:00:00 +0200</pubDate>"
        f"<description>&lt;p&gt;{SENTENCE * 2}&lt;/p&gt;</description></item>"
        for i in range(3)
    )
    + "</channel></rss>"
)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes], *, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def tar_of(info: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(info)
    return out.getvalue()


def record(body: bytes, *, uri: str = "https://example.org/p", kind: str = "text/html", length: int | None = None) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2018-06-22T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def mail(text: str = TEXT, *, attached: dict[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "bureau@example.org"
    message["Subject"] = "Bilan"
    message["Date"] = "Fri, 22 Jun 2018 10:00:00 +0200"
    message.set_content(text)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def docx() -> bytes:
    import docx as library

    document = library.Document()
    document.add_paragraph(TEXT)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str = "Cinq soldats ont ete tues lundi.", *, pages: int = 2) -> bytes:
    """With a text layer, written by hand so that each part can be spoilt."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1", "replace")
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{at:010d} 00000 n \n".encode() for at in offsets))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def table() -> bytes:
    return (
        "title,text,date,url\n" + "".join(f'T{i},"{SENTENCE}",2018-06-2{i},https://example.org/{i}\n' for i in range(4))
    ).encode()


def lines() -> bytes:
    return "".join(json.dumps({"text": SENTENCE, "date": "2018-06-22"}) + "\n" for _ in range(4)).encode()


def parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [SENTENCE] * 3, "date": ["2018-06-22"] * 3}), out)
    return out.getvalue()


def whole() -> dict[str, bytes]:
    """A file of each format, by name, as it should be."""
    return {
        "report.txt": TEXT.encode(),
        "page.html": PAGE.encode(),
        "feed.xml": RSS.encode(),
        "brief.pdf": pdf(),
        "notes.docx": docx(),
        "crawl.warc": record(PAGE.encode()) * 2,
        "crawl.warc.gz": gzip.compress(record(PAGE.encode())),
        "mail.eml": mail(),
        "box.mbox": b"From a\n" + mail() + b"\nFrom b\n" + mail("Un autre texte, assez long pour sa langue."),
        "table.csv": table(),
        "lines.jsonl": lines(),
        "rows.parquet": parquet(),
        "all.zip": zipped({"a.txt": TEXT.encode(), "b.html": PAGE.encode()}),
        "all.tar": tarred({"a.txt": TEXT.encode()}),
        "all.tgz": tarred({"a.txt": TEXT.encode()}, mode="w:gz"),
        "text.txt.gz": gzip.compress(TEXT.encode()),
        "archive.wacz": zipped({"archive/data.warc": record(PAGE.encode())}),
    }
