"""A claim in words: always as what somebody says, never as a fact, and no date or figure more precise than it is."""

from __future__ import annotations

from collections.abc import Iterable

from recoupe.model import (
    PART,
    ActorMention,
    AttributionStep,
    Claim,
    Link,
    Modality,
    PartialDate,
    PlaceMention,
    Polarity,
    Quantity,
    QuantityKind,
    Relation,
    Report,
    SourceKind,
    Span,
    TimeMention,
)

_COUNTED = frozenset(
    {QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED, QuantityKind.MISSING, QuantityKind.DISPLACED}
)


def headline(claim: Claim, report: Report) -> str:
    """``Radio Marquise says: shelling by Army of Val against “combattants”, near Pont-Élan, 2020-03-03 (killed ≥ 12)``."""
    text = report.text
    sides = ((" by ", who(claim.actors, text)), (" against ", who(claim.targets, text)))
    parts = [kind(claim) + "".join(word + names for word, names in sides if names)]
    parts += [part for part in (where(claim.places, text), when(claim.time)) if part]
    told = figures(claim.quantities)
    return f"{says(claim, report)}: {', '.join(parts)}" + (f" ({told})" if told else "")


def kind(claim: Claim) -> str:
    """The event with what makes it no plain assertion: ``strike (denied)``; ``not: strike``."""
    event = claim.event.value.replace("_", " ")
    named = event if claim.polarity is Polarity.POSITIVE else f"not: {event}"
    return named if claim.modality is Modality.ASSERTED else f"{named} ({claim.modality.value})"


def says(claim: Claim, report: Report) -> str:
    return f"{speaker(claim, report)} says"


def speaker(claim: Claim, report: Report) -> str:
    """The nearest speaker, and through whom it was told; the report's own voice where nobody is named."""
    if not claim.attribution:
        return outlet(report)
    nearest, *others = [_step(step, report.text) for step in claim.attribution]
    return nearest if not others else f"{nearest} (via {', '.join(others)})"


def outlet(report: Report) -> str:
    return report.outlet or "the report"


def source(report: Report) -> str:
    """The outlet, or else where the report came from."""
    return report.outlet or report.origin.path or report.origin.url or report.id[:15]


def who(mentions: Iterable[ActorMention], text: str) -> str:
    return "; ".join(_actor(mention, text) for mention in mentions)


def where(places: Iterable[PlaceMention], text: str) -> str:
    return "; ".join(_place(place, text) for place in places)


def when(time: TimeMention | None) -> str:
    return "" if time is None else date_in_words(time.value)


def date_in_words(value: PartialDate) -> str:
    begin, slash, end = value.edtf.partition("/")
    if not slash:
        return begin
    if ".." in (begin, end):
        return f"until {end}" if begin == ".." else f"from {begin}"
    return f"{begin} – {end}"


def figures(quantities: Iterable[Quantity]) -> str:
    told = [("of whom " if q.is_part else "") + figure(q) + (" (doubtful)" if set(q.flags) - {PART} else "") for q in quantities]
    return "; ".join(told)


def figure(quantity: Quantity) -> str:
    unit = "" if quantity.kind in _COUNTED or quantity.unit == "person" else f" {quantity.unit}"
    return f"{quantity.kind.value} {bounds(quantity)}{unit}"


def bounds(quantity: Quantity) -> str:
    low, high = (None if value is None else plain(value) for value in (quantity.min, quantity.max))
    if low is None and high is None:
        return "?"
    if low is None or high is None:
        return f"≥ {low}" if high is None else f"≤ {high}"
    return low if low == high else f"{low}–{high}"


def plain(value: float) -> str:
    """Thousands apart by a thin space, no needless decimals, powers of ten from a thousand million million on."""
    if abs(value) >= 1e15:
        return f"{value:g}"
    return f"{int(value):,}".replace(",", "\u202f") if float(value).is_integer() else f"{value:g}"


def named(span: Span, link: Link, text: str) -> str:
    """The entity's name; the report's own words in quotation marks where it is not known who is meant."""
    return link.entity.name if link.entity else f"“{' '.join(span.of(text).split())}”"


def _actor(mention: ActorMention, text: str) -> str:
    source = mention.antecedent if mention.antecedent and not mention.link.entity else mention.span
    return named(source, mention.link, text) + (" and allies" if mention.allies else "")


def _place(place: PlaceMention, text: str) -> str:
    name = named(place.span, place.link, text)
    return name if place.relation is Relation.AT else f"{place.relation.value.replace('_', ' ')} {name}"


def _step(step: AttributionStep, text: str) -> str:
    return named(step.span, step.link, text) + (" (unnamed)" if step.kind is SourceKind.UNNAMED else "")
