"""The theatre of a report: the countries that its places are in, with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from recoupe.geoparsing.evidence import PlaceQuery
from recoupe.geoparsing.gazetteer import Gazetteer, Place

NAMED_PLACE = 2.0
"""What an unambiguous place counts, beside a country's own evidence as the caller counted it."""
OWN_PLACE = 3.0
"""What one of our own places counts: they are there because conflict reports name them."""
CLEAR_SHARE = 0.8
"""Share of the people of all bearers of a name that makes one country its clear owner."""
LEAST_WEIGHT = 0.02


def theatre(
    queries: Iterable[PlaceQuery], *, gazetteer: Gazetteer, evidence: Mapping[str, float] | None = None
) -> tuple[tuple[str, float], ...]:
    """Countries and weights, heaviest first, that sum to 1; empty without evidence.

    ``evidence``: ISO codes with counts, from names of countries and from adjectives. An adjective should count less than a
    country's name (a third of it): powers act far from home.
    """
    scores: dict[str, float] = dict(evidence or {})
    for query in queries:
        if query.border or not query.text:
            continue
        named = {p.id for p in gazetteer.written(query.text)}
        known = tuple(p for k in query.known if (p := gazetteer.get(k)) and (p.source != "geonames" or p.id in named))
        owner = _owner(known or gazetteer.written(query.text))
        if owner is not None:
            scores[owner[0]] = scores.get(owner[0], 0.0) + owner[1]
    return _weights(scores)


def _owner(places: tuple[Place, ...]) -> tuple[str, float] | None:
    """The country that a name speaks for, and how loudly."""
    towns = [p for p in places if p.country is not None and p.kind != "country"]
    if not towns:
        return None
    own = {p.country for p in towns if p.source != "geonames"}
    if own:
        return (own.pop() or "", OWN_PLACE) if len(own) == 1 else None
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
