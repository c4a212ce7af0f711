"""Archives: zip (and WACZ, which is one), tar, gzip. Nothing is written to disk; sizes are counted while unpacking."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from recoupe.errors import EmptySource, IntakeError, Unreadable
from recoupe.intake.formats.base import INSIDE, Item, Refused
from recoupe.model import Step

CHUNK = 1 << 16
SMALL = 1_000_000
"""Bytes under which no ratio is a bomb."""
BAD = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError,
       TypeError, IndexError, AttributeError, OverflowError)  # fmt: skip


def zipped(item: Item) -> Iterator[Item | Refused]:
    """The members of a zip archive. Raises ``Unreadable`` for what is damaged as a whole or exceeds the limits."""
    budget = _Budget(item)
    with open_zip(item) as archive:
        for member in archive.infolist():
            if member.is_dir() or _is_hidden(member.filename):
                continue
            budget.count()
            problem = _bad_name(member.filename) or ("a link" if (member.external_attr >> 28) == 0xA else None)
            if problem:
                yield _refused(item, member.filename, f"{problem}: not followed")
                continue
            try:
                data = read_member(archive, member, item)
            except IntakeError as exc:
                yield Refused(f"{item.name}{INSIDE}{member.filename}", exc)
                continue
            budget.spend(len(data))
            yield _member(item, member.filename, data)
    budget.refuse_empty()


def open_zip(item: Item) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(item.data))
    except BAD as exc:
        raise _damaged(item, exc) from exc
    if len(archive.infolist()) > item.limits.entries:
        raise Unreadable(item.name, f"it holds more than {item.limits.entries} files", "unpack it and read a part")
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, item: Item) -> bytes:
    """Raises ``Unreadable`` as soon as the member proves too large, or a bomb, whatever its header says."""
    try:
        with archive.open(member) as packed:
            return _bounded(packed, packed_size=member.compress_size, name=f"{item.name}{INSIDE}{member.filename}", item=item)
    except BAD as exc:
        raise Unreadable(
            f"{item.name}{INSIDE}{member.filename}", f"cannot be unpacked ({type(exc).__name__})", "unpack it yourself"
        ) from exc


def tarred(item: Item) -> Iterator[Item | Refused]:
    """The members of a tar archive, compressed or not, read as a stream."""
    budget = _Budget(item)
    try:
        with tarfile.open(fileobj=_Metered(item), mode="r|*") as archive:
            for member in archive:
                if member.isdir() or _is_hidden(member.name):
                    continue
                budget.count()
                problem = _bad_name(member.name) or (None if member.isreg() else "a link or a device")
                if problem:
                    yield _refused(item, member.name, f"{problem}: not followed")
                    continue
                packed = archive.extractfile(member)
                if packed is None:
                    continue
                data = _bounded(packed, packed_size=len(item.data), name=f"{item.name}{INSIDE}{member.name}", item=item)
                budget.spend(len(data))
                yield _member(item, member.name, data)
    except (tarfile.TarError, *BAD) as exc:
        raise _damaged(item, exc) from exc
    budget.refuse_empty()


def gunzipped(item: Item) -> Iterator[Item]:
    """The one thing that a gzip file holds, named without ``.gz``."""
    import gzip

    name = PurePosixPath(item.own_name).name
    inner = name[:-3] if name.lower().endswith(".gz") else name
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(item.data)) as packed:
            data = _bounded(packed, packed_size=len(item.data), name=item.name, item=item)
    except BAD as exc:
        raise _damaged(item, exc) from exc
    yield _member(item, inner or "unpacked", data)


class _Metered(io.BytesIO):
    """A file whose name keeps ``tarfile`` from guessing."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.data)


@dataclass
class _Budget:
    """What is left for one container."""

    item: Item
    entries: int = 0
    spent: int = 0

    def count(self) -> None:
        self.entries += 1
        if self.entries > self.item.limits.entries:
            raise Unreadable(self.item.name, f"it holds more than {self.item.limits.entries} files", "unpack it and read a part")

    def spend(self, size: int) -> None:
        self.spent += size
        if self.spent > self.item.limits.unpacked:
            raise Unreadable(
                self.item.name, f"it unpacks to more than {self.item.limits.unpacked} bytes", "unpack it and read a part"
            )

    def refuse_empty(self) -> None:
        if not self.entries:
            raise EmptySource(self.item.name, "an archive with no file in it", "check that it is the right one")


def _bounded(packed: object, *, packed_size: int, name: str, item: Item) -> bytes:
    read = packed.read  # type: ignore[attr-defined]
    parts: list[bytes] = []
    size = 0
    while chunk := read(CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > item.limits.member:
            raise Unreadable(name, f"larger than {item.limits.member} bytes", "unpack it and read it on its own")
        if size > SMALL and size > item.limits.ratio * max(packed_size, 1):
            raise Unreadable(name, f"unpacks to over {item.limits.ratio} times its size", "unpack it yourself if you trust it")
    return b"".join(parts)


def _member(item: Item, name: str, data: bytes) -> Item:
    return item.within(name, data, step=Step("archive member", "", name))


def _refused(item: Item, name: str, problem: str) -> Refused:
    whole = f"{item.name}{INSIDE}{name}"
    return Refused(whole, Unreadable(whole, problem, "unpack it yourself if you trust it"))


def _bad_name(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":"):
        return "its path leads out of the archive"
    return None


def _is_hidden(name: str) -> bool:
    """What systems leave in archives, and hidden files."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(p.startswith(".") and p not in (".", "..") for p in parts) or "__MACOSX" in parts


def _damaged(item: Item, exc: BaseException) -> Unreadable:
    return Unreadable(item.name, f"the archive is damaged ({type(exc).__name__})", "fetch or pack it again")
