"""When a page says that it was published.

The day is the one in the zone that the page itself writes. A page that gives one instant both in UTC and in another zone has
its day in the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from recoupe.model import PartialDate, PublishedBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date.issued", "publication_date",
    "publish-date", "publishdate", "pubdate", "date",
)
"""Names of ``<meta>`` elements that give the date, lower case, the most reliable first."""

ARTICLE_TYPE = re.compile(r"Article$|Posting$|^Report$|^Article", re.ASCII)
MARGINS = ("meta", "script", "style", "time", "aside", "footer", "nav")
"""Elements whose dates have been read already, or are those of something else."""

MARGIN = timedelta(days=2)
"""How far after the time of reading a date may lie: zones, and clocks that run fast."""


@dataclass(frozen=True, slots=True)
class PageDate:
    value: PartialDate
    basis: PublishedBasis
    note: str
    """Where it stands, and as it stands there, with its time zone."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    day: date
    instant: datetime | None
    where: str
    raw: str

    @property
    def zoned(self) -> bool:
        return self.instant is not None and bool(self.instant.utcoffset())


def published_in(tree: HtmlElement, *, now: datetime) -> PageDate | None:
    """The date that the page declares, or else the one that its layout shows (basis ``INFERRED``); None without either."""
    latest = (now.astimezone(UTC) + MARGIN).date()
    stamps = [s for s in _stamps(_raw_dates(tree)) if s.day <= latest]
    if not stamps:
        return _shown(tree, now)
    best = stamps[0]
    if best.instant is not None and not best.zoned:
        best = next((s for s in stamps if s.zoned and s.instant == best.instant), best)
    return PageDate(PartialDate.day(best.day), PublishedBasis.GIVEN, f"{best.where} says {best.raw}")


def _raw_dates(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Where each date stands and how it is written, the most reliable first."""
    named: dict[str, str] = {}
    for element in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            named.setdefault(element.get(attribute, "").strip().lower(), element.get("content", ""))
    first, *rest = META
    if first in named:
        yield first, named[first]
    yield from _json_ld_dates(tree)
    yield from ((name, named[name]) for name in rest if name in named)
    for element in tree.iterfind(".//*[@itemprop]"):
        if element.get("itemprop") == "datePublished" and element.tag != "meta":
            yield "itemprop datePublished", element.get("datetime") or element.get("content") or element.text or ""
    yield from _time_elements(tree)


def _time_elements(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """``<time>`` in the article before any elsewhere: sidebars are full of other articles' dates."""
    for path in (".//article//time[@datetime]", ".//main//time[@datetime]", ".//header//time[@datetime]"):
        for element in tree.iterfind(path):
            yield "<time>", element.get("datetime", "")
    everywhere = [element.get("datetime", "") for element in tree.iterfind(".//time[@datetime]")]
    if len(everywhere) == 1:
        yield "<time>", everywhere[0]


def _json_ld_dates(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data: object = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            written = item.get("datePublished")
            if isinstance(written, str) and any(isinstance(k, str) and ARTICLE_TYPE.search(k) for k in named):
                yield "JSON-LD datePublished", written


def _objects(data: object) -> Iterator[dict[str, object]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _stamps(raw_dates: Iterable[tuple[str, str]]) -> Iterator[_Stamp]:
    for where, written in raw_dates:
        raw = " ".join(written.split())
        instant = _instant(raw)
        if instant is not None:
            yield _Stamp(instant.date(), instant if instant.tzinfo else None, where, raw)


def _instant(raw: str) -> datetime | None:
    """An ISO 8601 or RFC 5322 date, or one in figures whose order is sure; None for others."""
    if not re.match(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?![0-9])", raw):
        return _rfc_5322(raw) or _in_figures(raw)
    try:
        return datetime.fromisoformat(re.sub(r"\s+(?=[+Z-])|\s+UTC$|\s+GMT$", _utc_or_nothing, raw))
    except ValueError:
        return None


def _in_figures(raw: str) -> datetime | None:
    """``22/06/2018`` and ``06/22/2018``, but not ``05/06/2018``, which is another day in another country."""
    parts = re.match(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])", raw)
    if parts is None:
        return None
    first, second = int(parts[1]), int(parts[3])
    if first <= 12 and second <= 12 and first != second and parts[2] == "/":
        return None
    month, day = (first, second) if second > 12 else (second, first)
    try:
        return datetime(int(parts[4]), month, day)
    except ValueError:
        return None


def _utc_or_nothing(match: re.Match[str]) -> str:
    return "Z" if match[0].strip() else ""


def _rfc_5322(raw: str) -> datetime | None:
    if not re.match(r"(?:[A-Za-z]{3}, *)?[0-9]{1,2} [A-Za-z]{3} [0-9]{4} ", raw):
        return None
    try:
        return parsedate_to_datetime(raw)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _shown(tree: HtmlElement, now: datetime) -> PageDate | None:
    """The date that stands where pages mostly show it; never one out of running text."""
    from htmldate import find_date

    latest = now.astimezone(UTC).replace(tzinfo=None)
    try:
        found = find_date(_without_margins(tree), extensive_search=False, original_date=True, max_date=latest)
        day = date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    if day is None:
        return None
    note = f"not declared; shown on the page as {day.isoformat()}, perhaps of an update"
    return PageDate(PartialDate.day(day), PublishedBasis.INFERRED, note)


def _without_margins(tree: HtmlElement) -> HtmlElement:
    """A copy without what dates other things, and without the declarations, which have been read."""
    copy = deepcopy(tree)
    for element in list(copy.iter(*MARGINS)):
        element.drop_tree()
    return copy
