"""The same page for programs: JSON, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from fastapi import Request
from fastapi.responses import Response

ARMED = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | float | None


def unarmed(text: str) -> str:
    """No spreadsheet takes it for a formula, not even behind blanks."""
    return "'" + text if text.lstrip(" \n\u00a0\ufeff")[:1] in ARMED and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit() and text.isascii()


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([unarmed(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def csv_answer(head: Sequence[str], rows: Iterable[Sequence[Value]], *, name: str) -> Response:
    """As a file of that ``name``, letters and digits alone."""
    safe = "".join(c if c.isalnum() and c.isascii() else "-" for c in name)
    return Response(
        csv_text(head, rows), media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{safe}.csv"'},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Packed:
    """A large answer that is given again and again: as it is and packed, with a mark that says whether a browser has it."""

    plain: bytes
    gzip: bytes
    mark: str

    @classmethod
    def of(cls, data: bytes) -> Self:
        return cls(data, gzip.compress(data, 5, mtime=0), f'"{hashlib.sha256(data).hexdigest()[:32]}"')


def packed(request: Request, made: Packed, *, media_type: str = "application/geo+json") -> Response:
    """Nothing but 304 to a browser that has it already. It may keep it, but has to ask each time."""
    headers = {"ETag": made.mark, "Vary": "Accept-Encoding", "Cache-Control": "private, no-cache"}
    if request.headers.get("if-none-match") == made.mark:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(made.gzip, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(made.plain, media_type=media_type, headers=headers)
