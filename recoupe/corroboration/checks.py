"""What does not fit together, within a report and across reports. Each finding has the words on both sides; none is a verdict."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise, takewhile

from recoupe.corroboration.geo import FINE, gap_km, spots_of
from recoupe.corroboration.order import out_of_order, told_too_early
from recoupe.corroboration.relations import NO_RELATIONS, Relations, related
from recoupe.corroboration.shares import country_area, share_in
from recoupe.corroboration.tellings import LOSERS, claim_days
from recoupe.corroboration.voices import Member, stance_of
from recoupe.language.fold import fold
from recoupe.model import Claim, Event, Finding, FindingKind, Modality, Passage, Quantity, QuantityKind, Span, Spot, Stance

KM2 = "km2"
_NARROW, _WIDE = 0.4, 1.25
"""An area may be less than its length times its width, where it is no rectangle, and little more."""
_SHARE_ROOM = 2.0
"""A share and a figure may differ by this factor: both are round."""
_NEARLY_ALL = 0.75
"""Parts that make up this much of the whole are taken for all its parts."""
_DAYS_APART = 4
_WORD = re.compile(r"[^\s,،]+")
_PEOPLE = (QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED)


def findings_in(
    members: Sequence[Member], circles: Collection[frozenset[str]] = (), *, relations: Relations = NO_RELATIONS
) -> tuple[Finding, ...]:
    """Findings about the claims of one incident. ``circles``: names of voices that cite each other."""
    by_report: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_report[member.report.id].append(member)
    found: list[Finding] = []
    for group in by_report.values():
        found += _areas(group)
        found += _shares(group)
        found += _sums(group)
        found += _weekdays(group)
        found += _after_publication(group)
    found += out_of_order(members, relations=relations)
    found += told_too_early(members)
    found += _circles(members, circles)
    return tuple(dict.fromkeys(found))


def _passage(member: Member, span: Span) -> Passage:
    return Passage(member.report.id, span, member.claim.id)


def _areas(group: Sequence[Member]) -> Iterator[Finding]:
    """An area against the two lengths that stand in the same sentence, or against the area that was worked out from them."""
    for member in group:
        same = [m for m in group if m.claim.evidence.overlaps(member.claim.evidence)]
        found = _sides(same)
        if found is None:
            continue
        product, between = found
        for area in (q for q in member.claim.quantities if q.kind is QuantityKind.AREA and q.unit == KM2 and not q.is_product):
            given = area.max or area.min or 0
            if product and not _NARROW * product <= given <= _WIDE * product:
                text = f"{given:g} km2 is given, and sides of which the product is {product:g} km2"
                yield Finding(FindingKind.AREA_AGAINST_SIDES, text, _passage(member, area.span), _passage(member, between))


def _sides(same: Sequence[Member]) -> tuple[float, Span] | None:
    """The product of the two lengths of a sentence in km2, and where they stand; None where there are not two."""
    quantities = {q.span: q for m in same for q in m.claim.quantities}
    products = [q for q in quantities.values() if q.is_product and q.unit == KM2]
    if len(products) == 1:
        return products[0].max or products[0].min or 0, products[0].span
    sides = {s: q for s, q in quantities.items() if q.kind is QuantityKind.DISTANCE and q.unit == "km"}
    if len(sides) != 2:
        return None
    (first, a), (second, b) = sorted(sides.items())
    return (a.max or a.min or 0) * (b.max or b.min or 0), Span(first.start, second.end)


def _shares(group: Sequence[Member]) -> Iterator[Finding]:
    for member in group:
        share = share_in(member.report.text, member.claim.evidence, member.report.language)
        area = next((q for q in member.claim.quantities if q.kind is QuantityKind.AREA and q.unit == KM2), None)
        if share is None or area is None:
            continue
        country = next((p.country for p in member.claim.places if p.country), None) or _told_country(group)
        whole = country_area(country) if country else None
        given = area.max or area.min or 0
        if whole is None or not given or 1 / _SHARE_ROOM <= given / (share.value * whole) <= _SHARE_ROOM:
            continue
        text = f"{given:g} km2 is {given / whole:.0%} of {_country_name(country)} ({whole:g} km2), not {share.value:.0%}"
        yield Finding(FindingKind.SHARE_AGAINST_FIGURE, text, _passage(member, share.span), _passage(member, area.span))


@cache
def _country_name(iso: str | None) -> str:
    """In English, from Unicode's locale data."""
    from babel import Locale

    return str(Locale("en").territories.get(iso or "", iso or ""))


def _told_country(group: Sequence[Member]) -> str | None:
    """The one country in which everything lies that the report's claims name."""
    countries = {p.country for m in group for p in m.claim.places if p.country}
    return next(iter(countries)) if len(countries) == 1 else None


def _sums(group: Sequence[Member]) -> Iterator[Finding]:
    """Exact parts against the exact whole that one report gives: told as its parts, or each of other people."""
    for kind in _PEOPLE:
        told = {q.span: (q, m) for m in group for q in m.claim.quantities if _is_exact(q, kind) and _is_said(m.claim)}
        exact = [told[span] for span in sorted(told)]
        for n, (whole, holder) in enumerate(exact):
            after = exact[n + 1 :]
            parts = list(takewhile(lambda item: item[0].is_part, after)) if not whole.is_part else []
            if len(parts) > 1:
                yield from _held_against(whole, holder, parts)
        if len(exact) < 3 or any(q.is_part for q, _ in exact):
            continue
        whole, holder = max(exact, key=lambda item: item[0].max or 0)
        parts = [(q, m) for q, m in exact if q.span != whole.span and q.span.start > whole.span.start]
        if len({fold(q.of or "") for q, _ in parts}) == len(parts) > 1:
            yield from _held_against(whole, holder, parts)


def _held_against(whole: Quantity, holder: Member, parts: Sequence[tuple[Quantity, Member]]) -> Iterator[Finding]:
    total = sum(q.max or 0 for q, _ in parts)
    if whole.max and (total > whole.max or _NEARLY_ALL * whole.max <= total < whole.max):
        text = f"the parts make {total:g}, the whole is given as {whole.max:g}"
        what = FindingKind.PART_ABOVE_WHOLE if total > whole.max else FindingKind.SUM_OF_PARTS
        span = Span(min(q.span.start for q, _ in parts), max(q.span.end for q, _ in parts))
        yield Finding(what, text, _passage(holder, whole.span), _passage(parts[0][1], span))


def _is_exact(quantity: Quantity, kind: QuantityKind) -> bool:
    return quantity.kind is kind and quantity.min is not None and quantity.min == quantity.max


def _is_said(claim: Claim) -> bool:
    return stance_of(claim) is not Stance.DENIES


def _weekdays(group: Sequence[Member]) -> Iterator[Finding]:
    """A day of the week that is not the one of the date beside it."""
    for member in group:
        time = member.claim.time
        if time is None or time.span is None or time.value.start is None or not time.value.is_day:
            continue
        words = fold(time.span.of(member.report.text))
        names = _weekday_names(member.report.language)
        said = {day for name, day in names.items() if name in words.replace(",", " ").split()}
        if len(said) == 1 and any(c.isdigit() for c in words) and said != {time.value.start.weekday()}:
            text = f"{time.value.edtf} is not the day of the week that is named"
            weekday, day = _apart(member.report.text, time.span, names)
            yield Finding(FindingKind.WEEKDAY_AGAINST_DATE, text, _passage(member, weekday), _passage(member, day))


def _apart(text: str, at: Span, names: Mapping[str, int]) -> tuple[Span, Span]:
    """The words that name the day of the week, and those from the first to the last of the others that make the date."""
    words = [Span(at.start + m.start(), at.start + m.end()) for m in _WORD.finditer(at.of(text))]
    weekday = next((w for w in words if fold(w.of(text)) in names), at)
    first = next((w for w in words if any(c.isdigit() for c in w.of(text))), at)
    rest = [w for w in words if w != weekday and (w.start > weekday.start) == (first.start > weekday.start)]
    return weekday, Span(rest[0].start, rest[-1].end) if rest else first


@cache
def _weekday_names(language: str) -> Mapping[str, int]:
    """Folded name of each day of the week, from Unicode's locale data; 0 is Monday."""
    from babel import Locale, UnknownLocaleError

    try:
        days = Locale(language).days["format"]["wide"]
    except UnknownLocaleError:
        return {}
    return {fold(str(name)): int(day) for day, name in days.items()}


def _after_publication(group: Sequence[Member]) -> Iterator[Finding]:
    for member in group:
        published, time = member.report.published, member.claim.time
        if published is None or published.end is None or time is None or time.value.start is None or time.span is None:
            continue
        if time.value.start > published.end and member.claim.modality in (Modality.ASSERTED, Modality.DENIED):
            text = f"told as past on {published.edtf}, dated {time.value.edtf}"
            at = _passage(member, time.span)
            yield Finding(FindingKind.AFTER_PUBLICATION, text, at, _passage(member, member.claim.trigger))


def _circles(members: Sequence[Member], circles: Collection[frozenset[str]]) -> Iterator[Finding]:
    for circle in sorted(circles, key=sorted):
        cited = [m for m in members if m.claim.attribution][:2]
        if len(cited) == 2:
            spans = [m.claim.attribution[0].span for m in cited]
            text = f"cite each other in a circle: {', '.join(sorted(circle))}"
            yield Finding(FindingKind.CITES_IN_A_CIRCLE, text, _passage(cited[0], spans[0]), _passage(cited[1], spans[1]))


# ------------------------------------------------------------ across incidents


def captures_before(members: Iterable[Member], *, relations: Relations = NO_RELATIONS) -> tuple[Finding, ...]:
    """A capture of what the same side was said to have captured before, where no loss is told of in between."""
    taken: list[tuple[int, Member, tuple[str, ...], Spot]] = []
    for member in members:
        claim, (first, _) = member.claim, claim_days(member.claim)
        spots = [s for s in spots_of(claim, member.report.text) if s.precision in FINE]
        if first is None or not spots or not _is_said(claim) or claim.modality is not Modality.ASSERTED:
            continue
        if claim.event is Event.CAPTURE or claim.event in LOSERS:
            sides = claim.targets if claim.event in LOSERS else claim.actors
            taken.append((first, member, tuple(m.link.entity.id for m in sides if m.link.entity), spots[0]))
    taken.sort(key=lambda t: (t[0], t[1].claim.id))
    by_place: dict[str, list[tuple[int, Member, tuple[str, ...], Spot]]] = defaultdict(list)
    for one in taken:
        near = next((k for k, group in by_place.items() if gap_km(group[0][3], one[3]) == 0.0), one[3].key)
        by_place[near].append(one)
    return tuple(finding for group in by_place.values() for finding in _twice(group, relations))


def _twice(group: Sequence[tuple[int, Member, tuple[str, ...], Spot]], relations: Relations) -> Iterator[Finding]:
    for (day, earlier, sides, _), (later_day, later, again, _) in pairwise(group):
        same = any(related(a, b, relations) for a in sides for b in again)
        captures = earlier.claim.event is Event.CAPTURE and later.claim.event is Event.CAPTURE
        if same and captures and later_day - day > _DAYS_APART:
            text = f"said to be captured, {later_day - day} days after it was said to have been captured by the same side"
            before = _passage(earlier, earlier.claim.evidence)
            yield Finding(FindingKind.CAPTURED_BEFORE, text, _passage(later, later.claim.evidence), before)


def pairs_of(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Reports that findings set against each other."""
    for finding in findings:
        yield from combinations(sorted({finding.left.report, finding.right.report}), 2)
