"""Profiles for programs: an outlet, an actor or a place as one object, and as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recoupe.web.twins import Value

if TYPE_CHECKING:
    from recoupe.web.pages.profiles import Entity, Outlet

HEAD = ("what", "value", "language", "by", "from", "to", "count", "report", "words")


def outlet_object(found: Outlet) -> dict[str, object]:
    known = found.known
    told = {
        part: [{"what": s.what, "times": s.times, "report": s.report, "words": s.words[1]} for s in listed]
        for part, listed in found.parts.items()
    }  # fmt: skip
    registry = known and {"kind": known.kind.value, "country": known.country, "owner": known.owner, "ref": known.ref}
    return {
        "name": found.name, "registry": registry, "reports": list(found.reports),
        "quotes": [{"voice": voice, "times": n} for voice, n in found.quotes], **told,
    }  # fmt: skip


def outlet_rows(found: Outlet) -> Iterator[tuple[Value, ...]]:
    known = found.known
    if known is not None:
        for what in ("kind", "country", "owner", "ref"):
            value = getattr(known, what)
            if value:
                yield _line(what, getattr(value, "value", value))
    for report in found.reports.values():
        yield _line("report", report.title or "", language=report.language, report=report.id)
    for voice, n in found.quotes:
        yield _line("quotes", voice, count=n)
    for part, listed in found.parts.items():
        for s in listed:
            yield _line(part, s.what, language=s.language, count=s.times, report=s.report, words=s.words[1])


def entity_object(found: Entity) -> dict[str, object]:
    return {
        "id": found.id, "name": found.name,
        "words": [{"words": words, "times": n} for words, n in found.words],
        "names": [{"language": language, "name": name} for language, name in found.names],
        "loaded": [{"name": form, "language": language, "by": by or None} for form, language, by in found.loaded],
        "ties": [
            {"kind": tie.kind, "other": tie.other or None, "name": tie.name, "from": tie.start or None, "to": tie.end or None,
             "inward": tie.inward} for tie in found.ties
        ],
        "claims": [{"id": c.id, "event": c.event.value, "report": r.id, "words": c.evidence.of(r.text)} for c, r in found.claims],
    }  # fmt: skip


def entity_rows(found: Entity) -> Iterator[tuple[Value, ...]]:
    for language, name in found.names:
        yield _line("name", name, language=language)
    for form, language, by in found.loaded:
        yield _line("loaded", form, language=language, by=by)
    for tie in found.ties:
        yield _line(tie.kind, tie.name or tie.other, by="inward" if tie.inward else "", start=tie.start, end=tie.end)
    for words, n in found.words:
        yield _line("words", words, count=n)
    for claim, report in found.claims:
        told = claim.evidence.of(report.text)
        yield _line("claim", claim.id, language=report.language, by=report.outlet or "", report=report.id, words=told)


def _line(
    what: str, value: str, *, language: str = "", by: str = "", start: str = "", end: str = "", count: int | None = None,
    report: str = "", words: str = "",
) -> tuple[Value, ...]:  # fmt: skip
    return what, value, language, by, start, end, count, report, " ".join(words.split())
