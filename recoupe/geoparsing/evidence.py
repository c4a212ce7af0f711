"""What speaks for and against each bearer of a name, as reasons with weights that add up to its score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log10

from recoupe.geoparsing.gazetteer import Place
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.kinds import AREAS, kindred
from recoupe.language.fold import fold
from recoupe.model import Reason, Relation, Span

_NEAR_KM = 250.0
_GREAT = 600_000
"""People of a city that is known by any of its names."""
_WELL_KNOWN = 150_000
"""People of a town that a report may name though it plays elsewhere."""
_ROW_GAP = 6
"""Characters between two names of one row: ", and "."""
_HOLDER_GAP = 2
"""Between a name and the area that it lies in, set behind a comma."""
_WIDE = frozenset({"country", "continent", "sea", "border"})
_SITES = frozenset({"site", "bridge", "hospital", "prison"})
SITE_PEOPLE = 100_000
"""A site called after a smaller town than this is more likely called after somebody."""
DIVISIONS = frozenset({"province", "district", "region"})


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """One place phrase to resolve. ``known`` are ids found by the search in running text; ``within`` are spans of other
    queries that contain this one. ``border`` with one country is completed by the theatre."""

    span: Span
    text: str
    head: str | None = None
    relation: Relation = Relation.AT
    known: tuple[str, ...] = ()
    within: tuple[Span, ...] = ()
    direction: str | None = None
    kinds: tuple[str, ...] = ()
    distance_km: float | None = None
    countries: tuple[str, ...] = ()
    border: bool = False
    evident: bool = True
    """Whether a preposition or a noun says that it is a place."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A place that may be meant. ``exact``: it is written so, and not only in another transliteration or with an article."""

    place: Place
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Scored:
    place: Place
    score: float
    reasons: tuple[Reason, ...]


Other = tuple[PlaceQuery, Place]
"""Another name of the report with the place that is taken for it."""


class Surroundings:
    """The other places of a report as one name sees them; worked out once for all its bearers."""

    def __init__(self, query: PlaceQuery, others: Sequence[Other]) -> None:
        self.holders = [p for q, p in others if q.span in query.within] if query.within else []
        start, end = query.span.start, query.span.end
        close = [(q.span.start - end, start - q.span.end, p) for q, p in others if -_ROW_GAP <= q.span.start - end <= _ROW_GAP
                 or -_ROW_GAP <= start - q.span.end <= _ROW_GAP]  # fmt: skip
        self.beside = [p for after, before, p in close if 0 < after <= _ROW_GAP or 0 < before <= _ROW_GAP]
        self.followed = [p for after, _, p in close if after == _HOLDER_GAP and p.kind in AREAS]
        self.preceded = [p for _, before, p in close if before == _HOLDER_GAP]
        self.points = [p for _, p in others if p.kind not in _WIDE]


def score(
    query: PlaceQuery, bearer: Bearer, *, pool: Sequence[Bearer], around: Surroundings, weights: Mapping[str, float]
) -> Scored:
    """``weights``: the theatre's countries; ``pool``: all bearers of the name."""
    place = bearer.place
    reasons = [_base(query, bearer), _own_name(query, place), _theatre(query, place, weights), _people(query, place)]
    reasons += [_kind(query, place, pool), _containment(place, around), _row(place, around), _nearness(place, around)]
    kept = tuple(r for r in reasons if r is not None)
    return Scored(place, round(max(0.0, sum(r.weight for r in kept)), 3), kept)


def _base(query: PlaceQuery, bearer: Bearer) -> Reason:
    place = bearer.place
    if place.kind == "border":
        return Reason("a border that the words name", 0.6)
    if place.kind == "country":
        return Reason("a country's name", 0.75)
    if place.id in query.known and place.source != "geonames":
        return Reason("a name of a place known from conflict reports", 0.45)
    if not bearer.exact:
        return Reason("a name in another spelling", 0.3 if place.source != "geonames" else 0.12)
    if place.source != "geonames":
        return Reason("a name of a place known from conflict reports", 0.45)
    return Reason("a name in the gazetteer", 0.25 if query.evident else 0.15)


def _own_name(query: PlaceQuery, place: Place) -> Reason | None:
    """Its chief name, and not one that it also bears."""
    if place.source != "geonames" or place.kind == "country":
        return None
    return Reason("its chief name", 0.08) if fold(query.text) == fold(place.name) else None


def _theatre(query: PlaceQuery, place: Place, weights: Mapping[str, float]) -> Reason | None:
    """A border counts by the country that was left unsaid."""
    if place.kind == "border":
        pair = place.id.partition(":")[2].split("-")
        unsaid = [c for c in pair if c not in query.countries] or pair
        share = sum(weights.get(c, 0.0) for c in unsaid) / len(unsaid)
    else:
        share = weights.get(place.country or "", 0.0)
    if share:
        return Reason("in the theatre of the report", round(0.15 + 0.2 * share, 3))
    if weights and place.country is not None and place.kind != "country":
        own = fold(query.text) == fold(place.name)
        well_known = place.population >= (_WELL_KNOWN if own else _GREAT)
        if well_known or place.kind not in ("town", "district") or place.source != "geonames":
            return Reason("outside of the report's theatre", -0.15)
        return Reason("a lesser place outside of the report's theatre", -0.45)
    return None


def _people(query: PlaceQuery, place: Place) -> Reason | None:
    """A great town is the likelier bearer of a name, but not where the words say that an area is meant."""
    if place.kind not in ("town", "province") or place.population < 1000:
        return None
    if place.kind == "town" and query.kinds and query.kinds[0] in AREAS:
        return None
    return Reason(f"{place.population} people", round(0.05 * (log10(place.population) - 2), 3))


def _kind(query: PlaceQuery, place: Place, pool: Sequence[Bearer]) -> Reason | None:
    if query.border:
        return None
    if not query.kinds:
        return _bare_kind(place, pool)
    if place.kind == query.kinds[0]:
        return Reason(f"called a {place.kind}", 0.25)
    if place.kind in query.kinds:
        return Reason(f"may be called a {query.kinds[0]}", round(0.22 - 0.03 * query.kinds.index(place.kind), 3))
    if kindred(place.kind, query.kinds[0]):
        return Reason(f"akin to a {query.kinds[0]}", 0.05)
    if query.kinds[0] in _SITES and place.kind == "town" and place.source == "geonames" and place.population < SITE_PEOPLE:
        return Reason(f"a {query.kinds[0]} that bears a name", -0.25)
    if place.kind in AREAS and query.kinds[0] not in AREAS:
        return Reason(f"wider than a {query.kinds[0]}", -0.16)
    return Reason(f"not a {query.kinds[0]}", -0.08)


def _bare_kind(place: Place, pool: Sequence[Bearer]) -> Reason | None:
    """A bare name usually means a town; a division only where no town of the name comes near it in people."""
    if place.kind in ("town", "country"):
        return Reason("what a bare name usually means", 0.08)
    if place.kind not in ("province", "district"):
        return None
    towns = [b.place for b in pool if b.place.kind == "town" and b.place.country == place.country and b.exact]
    if not towns or max(t.population for t in towns) * 10 < place.population:
        return Reason("no town of the name comes near it", 0.08)
    return Reason("seldom meant by a bare name", -0.05)


def _containment(place: Place, around: Surroundings) -> Reason | None:
    if around.holders:
        holder = around.holders[0]
        inside = lies_in(place, holder)
        return Reason(f"said to lie in {holder.name}", 0.3) if inside else Reason(f"not in {holder.name}", -0.2)
    for area in around.followed:
        if lies_in(place, area):
            return Reason(f"followed by {area.name}, where it lies", 0.3)
    for held in around.preceded if place.kind in AREAS else ():
        if lies_in(held, place):
            return Reason(f"holds {held.name}, named before it", 0.25)
    return None


def lies_in(place: Place, area: Place) -> bool:
    """By country, by division where both stores say it, else by distance."""
    if place.id == area.id or place.kind == "country":
        return False
    if area.kind == "country":
        return place.country == area.country
    if area.country is not None and place.country is not None and area.country != place.country:
        return False
    if place.parent and area.parent and place.source == area.source:
        return place.parent == area.parent
    return distance_km(place.at, area.at) <= max(1.4 * area.radius_km, 30.0)


def _row(place: Place, around: Surroundings) -> Reason | None:
    """Names in a row are of one kind: "Utah, Washington and Wisconsin"."""
    beside = around.beside
    alike = [p for p in beside if p.kind == place.kind and (place.kind == "country" or p.country == place.country)]
    if len(beside) > 1 and place.kind == "town" and all(p.kind == "province" for p in beside):
        return Reason("a town in a row of provinces", -0.12)
    if not alike or place.kind not in (*DIVISIONS, "country"):
        return None
    return Reason(f"in a row with {alike[0].name}", 0.18 * len(alike) / len(beside))


def _nearness(place: Place, around: Surroundings) -> Reason | None:
    """Near the other places of the report; wide areas say little and do not count."""
    if place.kind in _WIDE:
        return None
    at = place.at
    close = [exp(-distance_km(at, p.at) / _NEAR_KM) for p in around.points if p.id != place.id]
    if not close:
        return None
    closeness, best = sum(close) / len(close), max(close)
    weight = round(0.1 * closeness + 0.1 * best, 3)
    return Reason("near other places of the report", weight) if weight >= 0.02 else None
