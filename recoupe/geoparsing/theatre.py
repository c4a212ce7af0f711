"""The theatre of a report: the countries that its places are in, with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from recoupe.geoparsing.gazetteer import Gazetteer, Place

NAMED_PLACE = 2.0
"""What an unambiguous place counts, beside a country's own evidence as the caller counted it."""
OWN_PLACE = 3.0
"""What one of our own places counts: they are there because conflict reports name them."""
CLEAR_SHARE = 0.8
"""Share of the people of all bearers of a name that makes one country its clear owner."""
LEAST_WEIGHT = 0.02


def theatre(
    names: Iterable[str], *, gazetteer: Gazetteer, evidence: Mapping[str, float] | None = None, known: Iterable[str] = ()
) -> tuple[tuple[str, float], ...]:
    """Countries and weights, heaviest first, that sum to 1; empty without evidence.

    ``names`` are place names as written, ``known`` ids of places found in the text, ``evidence`` ISO codes with counts from
    names of countries and from adjectives. An adjective should count less than a country's name: powers act far from home.
    """
    scores: Counter[str] = Counter()
    for code, count in (evidence or {}).items():
        scores[code] += count  # type: ignore[assignment]
    for name in names:
        owner = _owner(gazetteer.lookup(name))
        if owner is not None:
            scores[owner[0]] += owner[1]  # type: ignore[assignment]
    for place_id in known:
        place = gazetteer.get(place_id)
        if place is not None and place.country is not None and place.kind != "country":
            scores[place.country] += OWN_PLACE  # type: ignore[assignment]
    return _weights(scores)


def _owner(places: tuple[Place, ...]) -> tuple[str, float] | None:
    """The country that a name speaks for, and how loudly."""
    towns = [p for p in places if p.country is not None and p.kind != "country"]
    if not towns:
        return None
    if towns[0].source != "geonames" and towns[0].country is not None:
        return towns[0].country, OWN_PLACE
    people: Counter[str] = Counter()
    for place in towns:
        people[place.country or ""] += place.population + 100
    code, most = people.most_common(1)[0]
    return (code, NAMED_PLACE) if most >= CLEAR_SHARE * people.total() and most > 5_000 else None


def _weights(scores: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    total = sum(scores.values())
    if total <= 0:
        return ()
    kept = {code: score / total for code, score in scores.items() if score / total >= LEAST_WEIGHT}
    whole = sum(kept.values())
    return tuple(sorted(((c, round(w / whole, 4)) for c, w in kept.items()), key=lambda x: (-x[1], x[0])))
