"""The same page for programs: JSON, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

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
