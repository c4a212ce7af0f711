"""Malformed and malicious inputs, the same ones at each call: name and bytes."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
from collections.abc import Iterator

from tests.hostile import builders as b

Case = tuple[str, bytes]
SEED = 8
LONG = 50 << 20


def cases(*, heavy: bool = True) -> Iterator[Case]:
    """``heavy``: also those of many megabytes."""
    for family in (
        truncated,
        flipped,
        disguised,
        xml_attacks,
        archive_attacks,
        mail_attacks,
        table_attacks,
        texts,
        pages,
        pdfs,
        warcs,
    ):
        yield from family()
    if heavy:
        yield from bombs()


def truncated() -> Iterator[Case]:
    for name, data in b.whole().items():
        for share in (0.02, 0.3, 0.6, 0.9, 0.99):
            yield f"cut-{share:g}-{name}", data[: max(1, int(len(data) * share))]


def flipped() -> Iterator[Case]:
    chance = random.Random(SEED)
    for name, data in b.whole().items():
        for turn in range(5):
            spoilt = bytearray(data)
            for _ in range(max(1, len(data) // 200)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            yield f"flip-{turn}-{name}", bytes(spoilt)
        middle = len(data) // 2
        yield f"doubled-{name}", data[:middle] + data[:middle] + data[middle:]
        yield f"swapped-{name}", data[middle:] + data[:middle]


def disguised() -> Iterator[Case]:
    """One format under another's name."""
    whole = b.whole()
    names = list(whole)
    for i, name in enumerate(names):
        for step in (1, 5):
            yield f"as-{step}-{names[(i + step) % len(names)]}", whole[name]


def xml_attacks() -> Iterator[Case]:
    item = "<item><title>&x;</title><description>&x;</description></item>"
    laughs = "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10))
    heads = {
        "xxe": "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "xxe-net": "<!DOCTYPE r [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]>",
        "laughs": f"<!DOCTYPE r [<!ENTITY l0 'lol'>{laughs}<!ENTITY x '&l9;'>]>",
        "parameter": "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/hosts'> %p;]>",
        "external": "<!DOCTYPE r SYSTEM 'file:///etc/passwd'>",
        "quadratic": f"<!DOCTYPE r [<!ENTITY x '{'a' * 50_000}'>]>",
    }
    for name, head in heads.items():
        feed = f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>t</title>{item * 30}</channel></rss>"
        yield f"{name}.xml", feed.encode()
        yield f"{name}-16.xml", feed.encode("utf-16")
        yield f"{name}.opml", feed.replace("rss", "opml").encode()
        yield f"{name}.docx", b.zipped({"[Content_Types].xml": feed.encode(), "word/document.xml": feed.encode()})
    deep = "<a>" * 20_000 + "</a>" * 20_000
    yield "deep.xml", f"<rss version='2.0'><channel><item><description>{deep}</description></item></channel></rss>".encode()
    yield "deep-entities.xml", b.RSS.replace("&lt;p&gt;", "&lt;div&gt;" * 20_000).encode()
    yield "attributes.xml", ("<rss version='2.0' " + " ".join(f"a{i}='x'" for i in range(50_000)) + "><channel/></rss>").encode()
    yield "nulls.xml", b.RSS.encode().replace(b"T", b"\0")
    yield "utf7.xml", b"<?xml version='1.0' encoding='utf-7'?><rss/>"
    yield "no-such-encoding.xml", b.RSS.replace("utf-8", "x-none").encode()


def archive_attacks() -> Iterator[Case]:
    text = b.TEXT.encode()
    bad = (
        "../../etc/cron.d/x.txt",
        "/etc/x.txt",
        "..\\..\\x.txt",
        "C:\\x.txt",
        "a/../../x.txt",
        "~root/x.txt",
        "x\0y.txt",
        "a" * 3000 + ".txt",
        "\u202etxt.exe",
        "con.txt",
        "-rf.txt",
        "$(id).txt",
        "`id`.txt",
        "x.txt\n",
        "%2e%2e%2fx.txt",
        ".hidden.txt",
    )
    for number, name in enumerate(bad):
        yield f"path-{number}.zip", b.zipped({name: text, "good.txt": text})
        if "\0" not in name:
            yield f"path-{number}.tar", b.tarred({name: text, "good.txt": text})
    for kind, target in (
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "/etc/passwd"),
        (tarfile.CHRTYPE, ""),
        (tarfile.FIFOTYPE, ""),
    ):
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, target
        yield f"special-{kind.decode()}.tar", b.tar_of(info)
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0xA1FF << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "symlink.zip", out.getvalue()
    nested = text
    for depth in range(12):
        nested = b.zipped({f"{depth}.zip" if depth else "a.txt": nested})
        if depth in (2, 5, 11):
            yield f"nested-{depth}.zip", nested
    nested = text
    for depth in range(8):
        nested = gzip.compress(nested)
        yield f"nested-{depth}.txt.gz", nested
    yield "empty.zip", b.zipped({})
    yield "many.zip", b.zipped({f"{i}.txt": b"x" for i in range(25_000)})
    yield "same-name.zip", _same_name()
    yield "locked.zip", b.zipped({"a.txt": text}).replace(b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0")
    yield "quine-like.gz", gzip.compress(gzip.compress(b"\0" * 5_000_000))
    yield "bomb-small.zip", b.zipped({"a.txt": b"a" * 30_000_000})
    yield "bomb-small.gz", gzip.compress(b"a" * 30_000_000)
    yield "bomb-small.tgz", b.tarred({"a.txt": b"a" * 30_000_000}, mode="w:gz")
    yield "bomb.docx", b.zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})


def _same_name() -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(5):
            archive.writestr("a.txt", b.TEXT)
    return out.getvalue()


def mail_attacks() -> Iterator[Case]:
    plain = b.mail()
    yield "no-body.eml", plain.split(b"\n\n", 1)[0] + b"\n\n"
    yield "bad-date.eml", plain.replace(b"22 Jun 2018", b"99 Foo 20180")
    yield "bad-charset.eml", plain.replace(b"utf-8", b"x-none")
    yield "bad-encoding.eml", plain.replace(b"Content-Transfer-Encoding: ", b"Content-Transfer-Encoding: x-")
    yield "header-flood.eml", b"".join(b"X-%d: y\n" % i for i in range(50_000)) + plain
    yield "header-long.eml", b"Subject: " + b"a" * 2_000_000 + b"\n" + plain
    yield "injection.eml", plain.replace(b"Bilan", b"=?utf-8?q?a=0D=0ABcc:_x?=")
    yield (
        "attached.eml",
        b.mail(attached={"../../x.pdf": b.pdf(), "a.zip": b.zipped({"a.txt": b.TEXT.encode()}), "b.bin": b"\0\1\2"}),
    )
    body = plain
    for depth in range(30):
        body = (
            b"From: a\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
            + body
        )
    yield "nested.eml", body
    yield (
        "boundaries.eml",
        b"From: a\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
    )
    yield "many.mbox", (b"From x\n" + plain + b"\n") * 300
    yield "empty.mbox", b"From \n"


def table_attacks() -> Iterator[Case]:
    for number, cell in enumerate(("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")')):
        yield f"formula-{number}.csv", f'title,text\n"{cell}","{b.SENTENCE}"\n'.encode()
    for number, date in enumerate(
        ("0000-00-00", "2018-13-45", "99999-01-01", "-1", "1e309", "31/31/31", "Tue", "\u0662\u0660\u0661\u0668")
    ):
        yield f"date-{number}.csv", f'text,date\n"{b.SENTENCE}",{date}\n'.encode()
    yield "quote.csv", b'text,date\n"never closed,2018\n' * 50
    yield "ragged.csv", b"text,date\n" + b"a,b,c,d,e\n" * 100 + b"\n\n,\n"
    yield "wide.csv", b",".join(b"c%d" % i for i in range(20_000)) + b"\n" + b",".join(b"x" for _ in range(20_000))
    yield "no-text.csv", b"a,b\n1,2\n"
    yield "header-only.csv", b"text,date\n"
    yield "nul.csv", b"text\nab\0cd\n"
    yield "huge-cell.csv", b'text\n"' + b.SENTENCE.encode() * 20_000 + b'"\n'
    for number, line in enumerate(
        (
            b"[" * 100_000,
            b'{"a":' * 20_000,
            b'{"text": 1e999}',
            b'{"text": null}',
            b'{"text": "\\ud800"}',
            b"NaN",
            b'{"text":"x"}{"text":"y"}',
        )
    ):
        yield f"json-{number}.jsonl", line + b"\n"
    yield "numbers.jsonl", b'{"text": ' + b"9" * 10_000 + b"}\n"


def texts() -> Iterator[Case]:
    naughty = (
        "",
        " ",
        "\0",
        "\ufeff",
        "\u200b" * 100,
        "\u202e" + b.TEXT,
        "\U000e0001" * 50,
        "ﷺ" * 500,
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A" * 300,
        "\u0000\u0001\u0002" * 20,
        "👩‍👩‍👧‍👦" * 500,
        "' OR 1=1; --",
        "<script>alert(1)</script>" * 20,
        "{{7*7}}${7*7}<%= 7*7 %>",
        "../" * 100,
        "\r" * 1000,
        "-" * 5000,
        "\u2028".join([b.SENTENCE] * 10),
        "a\u0301" * 2000,
        "NULL",
        "undefined",
        "1" * 5000,
        "9" * 400 + " morts",
        "\x1b[31mrouge\x1b[0m " + b.TEXT,
    )
    for number, text in enumerate(naughty):
        yield f"naughty-{number}.txt", text.encode("utf-8", "surrogatepass")
    for encoding in ("utf-16", "utf-32", "cp1252", "cp1256", "koi8_r", "gb18030", "cp037", "utf-16-le"):
        yield f"in-{encoding}.txt", b.TEXT.encode(encoding, "replace")
    yield "mojibake.txt", b.TEXT.encode().decode("cp1252", "replace").encode()
    yield "mixed.txt", b.TEXT.encode() + b.TEXT.encode("cp1252") + b.TEXT.encode("utf-16-le")
    yield "surrogates.txt", b"\xed\xa0\x80\xed\xb0\x80" + b.TEXT.encode()
    yield "overlong.txt", b"\xc0\xaf\xe0\x80\xaf" * 100 + b.TEXT.encode()
    for number, block in enumerate(
        (
            "---\n",
            "---\ntitle: [",
            "---\ntitle: &a [*a]\n---\nx",
            "---\n!!python/object/apply:os.system ['id']\n---\nx",
            "---\ntitle: " + "a" * 100_000 + "\n---\nTexte.",
            "---\npublished: 2018-99-99\n---\nx",
            "---\n" + "a: &a\n" * 500,
            "---\n? ? ? ?\n---\nx",
            "---\n" + "[" * 5000 + "\n---\nx",
            '---\ntitle: "\\ud800"\n---\nx',
        )
    ):
        yield f"front-{number}.txt", block.encode()


def pages() -> Iterator[Case]:
    bodies = {
        "deep": "<div>" * 20_000 + b.TEXT + "</div>" * 20_000,
        "unclosed": "<p><b><i><a href='x'>" * 3000 + b.TEXT,
        "tables": "<table><tr><td>" * 800 + b.TEXT,
        "comment": "<!--" + b.TEXT,
        "cdata": "<![CDATA[" + b.TEXT + "]]>",
        "script": f"<script>while(1);</script><p>{b.TEXT}</p>",
        "attributes": "<p " + " ".join(f"a{i}=x" for i in range(20_000)) + f">{b.TEXT}</p>",
        "entities": "&#0;&#x110000;&#xd800;&lt;" * 2000 + b.TEXT,
        "null": "<p>\0</p>" * 50 + b.TEXT,
        "empty": "",
        "frames": "<iframe src='file:///etc/passwd'></iframe>" * 200,
        "base": f"<base href='javascript:alert(1)'><article><p>{b.TEXT}</p></article>",
        "links": "<a href='https://example.org'>x</a>" * 20_000,
        "words": "<p>" + "mot " * 200_000 + "</p>",
    }
    for name, body in bodies.items():
        yield f"{name}.html", f"<html><head><title>{name}</title></head><body>{body}</body></html>".encode("utf-8", "replace")
    for number, date in enumerate(
        ("0000-00-00T00:00:00Z", "9999-12-31T23:59:59+99:99", "tomorrow", "2018-06-22T10:00:00" + "0" * 500)
    ):
        meta = f"<meta property='article:published_time' content='{date}'>"
        yield f"date-{number}.html", b.PAGE.replace("<meta charset='utf-8'>", meta).encode()
    yield "charset-lie.html", b.PAGE.replace("utf-8", "utf-16").encode()
    yield (
        "json-ld.html",
        b.PAGE.replace("<meta charset='utf-8'>", "<script type='application/ld+json'>" + "[" * 50_000 + "</script>").encode(),
    )


def pdfs() -> Iterator[Case]:
    whole = b.pdf()
    yield "no-xref.pdf", whole.split(b"xref")[0]
    yield "loop.pdf", whole.replace(b"/Parent 2 0 R", b"/Kids [2 0 R]")
    yield "self.pdf", whole.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]")
    yield "count.pdf", whole.replace(b"/Count 2", b"/Count 999999999")
    yield "length.pdf", whole.replace(b"/Length", b"/Length 99999999999 /X")
    yield "negative.pdf", whole.replace(b"startxref\n", b"startxref\n-")
    yield "scan.pdf", b.pdf("")
    yield "locked.pdf", whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 3 0 R")
    yield "names.pdf", whole.replace(b"/Helvetica", b"/" + b"A" * 100_000)
    yield "deep.pdf", whole.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox " + b"[" * 5000 + b"]" * 5000)
    yield "header-only.pdf", b"%PDF-1.7\n"
    yield "many.pdf", b.pdf(pages=400)
    yield "flate.pdf", whole.replace(b"<< /Length", b"<< /Filter /FlateDecode /Length")
    yield "filters.pdf", whole.replace(b"<< /Length", b"<< /Filter [" + b"/FlateDecode " * 500 + b"] /Length")
    yield (
        "javascript.pdf",
        whole.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    )


def warcs() -> Iterator[Case]:
    page = b.PAGE.encode()
    yield "short.warc", b.record(page, length=10)
    yield "long.warc", b.record(page, length=10**12)
    yield "minus.warc", b.record(page, length=-5)
    yield "no-uri.warc", b.record(page, uri="")
    yield "file-uri.warc", b.record(page, uri="file:///etc/passwd")
    yield "script-uri.warc", b.record(page, uri="javascript:alert(1)")
    yield "pdf-lie.warc", b.record(page, kind="application/pdf")
    yield (
        "chunked.warc",
        b.record(page).replace(b"Content-Type: text/html", b"Content-Type: text/html\r\nTransfer-Encoding: chunked"),
    )
    yield (
        "gzip-lie.warc",
        b.record(page).replace(b"Content-Type: text/html", b"Content-Type: text/html\r\nContent-Encoding: gzip"),
    )
    yield "status.warc", b.record(page).replace(b"200 OK", b"99999999999 X")
    yield "headers.warc", b.record(page).replace(b"WARC-Date", b"X: y\r\n" * 20_000 + b"WARC-Date")
    yield "empty.warc", b"WARC/1.0\r\n\r\n"
    yield "cut.warc.gz", gzip.compress(b.record(page))[:-20]
    yield "two.warc", b.record(page) + b"garbage" * 1000 + b.record(page)


def bombs() -> Iterator[Case]:
    """Each of many megabytes, packed or not."""
    yield "line.txt", b"a" * LONG
    yield "line-spaces.txt", b"a " * (LONG // 2)
    yield "sentences.txt", (b.SENTENCE * (4 << 20)).encode()[: 8 << 20]
    yield "line.html", b"<html><body><p>" + b"a " * (LONG // 4)
    yield "zeros.txt", b"\0" * LONG
    yield "bomb.zip", b.zipped({f"{i}.txt": b"a" * 100_000_000 for i in range(3)})
    yield "bomb.gz", gzip.compress(b"a" * 600_000_000, 1)
    yield "overlap.zip", _overlapping()
    yield "line.csv", b"text\n" + b"a" * LONG
    yield "brackets.jsonl", b"[" * LONG


def _overlapping() -> bytes:
    """Entries of the directory that all point to one member: small packed, vast unpacked."""
    one = b.zipped({"a.txt": b"a" * 20_000_000})
    at = one.index(b"PK\x01\x02")
    directory, end = one[at : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    entries = b"".join(directory.replace(b"a.txt", f"{i:05d}".encode()) for i in range(500))
    tail = bytearray(end)
    tail[8:10] = tail[10:12] = (500).to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    return one[:at] + entries + bytes(tail)
