"""Tables of reports: CSV, JSON lines, Parquet. A row is a report; a map says which column holds what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from recoupe.errors import EmptySource, IntakeError, NoText, Unreadable
from recoupe.intake.declared import Declared, language_code
from recoupe.intake.decode import Decoded, decode
from recoupe.intake.formats.base import INSIDE, Columns, Document, Found, Item, Refused, version_of
from recoupe.intake.formats.markup import text_of_fragment
from recoupe.intake.formats.stamps import stamped
from recoupe.intake.sources import RawSource
from recoupe.language.data import DataModel, load_toml
from recoupe.model import Step

FILE = Path(__file__).parent.parent.parent / "data" / "intake" / "columns.toml"
FIELD = 50_000_000
"""Characters that one cell may have."""

Row = Mapping[str, str]


class ColumnNames(DataModel):
    """``columns.toml``."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    outlet: tuple[str, ...]
    author: tuple[str, ...]
    date: tuple[str, ...]
    url: tuple[str, ...]
    language: tuple[str, ...]


@cache
def column_names() -> ColumnNames:
    return load_toml(FILE, ColumnNames)


def csv_documents(item: Item) -> Iterator[Found]:
    decoded = decode(RawSource(item.name, item.data))
    csv.field_size_limit(FIELD)
    rows = csv.reader(io.StringIO(decoded.text, newline=""), _dialect(decoded.text))
    try:
        header = [name.strip() for name in next(rows, [])]
        yield from _documents(item, header, (dict(zip(header, row, strict=False)) for row in rows), decoded, "text/csv", "row")
    except csv.Error as exc:
        raise Unreadable(item.name, f"the table is damaged at line {rows.line_num} ({exc})", "mend that line") from exc


def jsonl_documents(item: Item) -> Iterator[Found]:
    decoded = decode(RawSource(item.name, item.data))
    lines = [line for line in decoded.text.split("\n") if line.strip()]
    parsed = [_json(line) for line in lines]
    header = list(dict.fromkeys(key for row in parsed if row is not None for key in row))
    if not header:
        raise Unreadable(item.name, "no line is a JSON object", "write one object a line")
    rows = (row if row is not None else {} for row in parsed)
    yield from _documents(item, header, rows, decoded, "application/x-ndjson", "line")


def parquet_documents(item: Item) -> Iterator[Found]:
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(item.data))
        header = list(file.schema_arrow.names)
        rows = (
            {key: "" if value is None else str(value) for key, value in row.items()}
            for batch in file.iter_batches(batch_size=256)
            for row in batch.to_pylist()
        )
        step = Decoded("", "utf-8")
        yield from _documents(item, header, rows, step, "application/vnd.apache.parquet", "row", version=version_of("pyarrow"))
    except (pyarrow.ArrowException, OSError, ValueError) as exc:
        raise Unreadable(item.name, f"the Parquet file is damaged ({type(exc).__name__})", "write it anew") from exc


def _documents(
    item: Item, header: list[str], rows: Iterable[Row], decoded: Decoded, media_type: str, unit: str, *, version: str = ""
) -> Iterator[Found]:
    columns = _columns(item, header)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > item.limits.entries:
            raise Unreadable(item.name, f"it has more than {item.limits.entries} rows", "split it and read the parts")
        name = f"{item.name}{INSIDE}{unit} {number}"
        try:
            yield _document(
                item,
                row,
                columns,
                name=name,
                about=(media_type, decoded.encoding, Step("table row", version, f"{unit} {number}")),
            )
        except IntakeError as exc:
            yield Refused(name, exc)
    if not number:
        raise EmptySource(item.name, "a table without rows", "check that it is the right one")


def _document(item: Item, row: Row, columns: Columns, *, name: str, about: tuple[str, str, Step]) -> Document:
    media_type, encoding, step = about

    def cell(column: str | None) -> str | None:
        return (row.get(column) or "").strip() or None if column else None

    text = text_of_fragment(cell(columns.text) or "") if "</" in (cell(columns.text) or "") else cell(columns.text) or ""
    if not text.strip():
        raise NoText(
            name, f"the column {columns.text!r} is empty here", "leave the row out, or name another column with --column"
        )
    declared = Declared(
        title=cell(columns.title), outlet=cell(columns.outlet), author=cell(columns.author), url=cell(columns.url),
        language=_language(cell(columns.language)),
    ).over(stamped(cell(columns.date), f"column {columns.date!r}", now=item.now))  # fmt: skip
    return Document(
        name, text, item.data, media_type, encoding, declared.over(item.declared), (*item.steps, step), headers=item.headers
    )


def _columns(item: Item, header: list[str]) -> Columns:
    """The user's map, then the names that tables use. Raises ``Unreadable`` where no column holds a text."""
    names = column_names()
    lower = {name.strip().lower(): name for name in reversed(header)}
    found: dict[str, str | None] = {}
    for thing in ("text", "title", "outlet", "author", "date", "url", "language"):
        given = getattr(item.columns, thing)
        if given is not None and given.strip().lower() not in lower:
            raise Unreadable(item.name, f"it has no column {given!r}", f"its columns are {_listed(header)}")
        known: tuple[str, ...] = getattr(names, thing)
        found[thing] = lower[given.strip().lower()] if given else next((lower[n] for n in known if n in lower), None)
    if found["text"] is None:
        raise Unreadable(
            item.name, "none of its columns is known to hold a text", f"say which, --column text=NAME, of {_listed(header)}"
        )
    return Columns(**found)


def _listed(header: list[str]) -> str:
    return ", ".join(name[:40] for name in header[:12]) or "none"


def _language(value: str | None) -> str | None:
    from recoupe.errors import UsageError

    try:
        return language_code(value) if value else None
    except UsageError:
        return None


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, semicolon or tab, whichever the first line has most of."""
    line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=line.count)

    class Found(csv.excel):
        pass

    Found.delimiter = delimiter
    return Found


def _json(line: str) -> dict[str, str] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return {str(k): v if isinstance(v, str) else "" if v is None else json.dumps(v, ensure_ascii=False) for k, v in value.items()}
