"""Which place a name means: all names of a report together, by theatre, containment, distance, people and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log10

from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.geometry import BEARINGS, displaced, distance_km, part_of
from recoupe.geoparsing.kinds import AREAS, kindred
from recoupe.geoparsing.phrases import PlacePhrase
from recoupe.geoparsing.words import CompiledWords
from recoupe.language.fold import fold
from recoupe.model import Candidate, Link, PlaceMention, Precision, Reason, Relation, ReportContext, Span

THRESHOLD = 0.42
"""Below this nothing is chosen: a small place far from everything else is more likely somebody's name."""
_SUREST = 0.99
READER = "places-1"
_MOST_CANDIDATES = 6
_COMPANY = 60
"""Mentions on either side among which a place is looked at: more than a report of a few pages has."""
_ROUNDS = 2
_NEAR_KM = 250.0
_COMPASS = {Relation(f"{direction}_of"): direction for direction in BEARINGS}


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
class _Scored:
    place: Place
    score: float
    reasons: tuple[Reason, ...]


def query_of(phrase: PlacePhrase) -> PlaceQuery | None:
    """The query of a phrase; None for one that points back, which the caller ties to what it points at."""
    if phrase.anaphoric:
        return None
    name = phrase.names[0] if phrase.names else None
    return PlaceQuery(
        span=phrase.span, text=name.text if name else "", head=phrase.head, relation=phrase.relation,
        known=name.ids if name else (), within=phrase.within, direction=phrase.direction, kinds=phrase.kinds,
        distance_km=phrase.distance_km, countries=phrase.countries, border=phrase.border, evident=phrase.evident,
    )  # fmt: skip


def resolve_places(
    queries: Sequence[PlaceQuery], *, gazetteer: Gazetteer, words: CompiledWords, context: ReportContext
) -> tuple[PlaceMention, ...]:
    """One mention for each query, in order. Candidates keep their reasons; an unsure one is left unlinked."""
    weights = dict(context.countries)
    queries = [_with_kinds(q, words) for q in queries]
    pools = [_candidates(q, gazetteer=gazetteer, weights=weights) for q in queries]
    chosen: list[_Scored | None] = [None] * len(queries)
    ranked: list[tuple[_Scored, ...]] = [()] * len(queries)
    for _ in range(_ROUNDS):
        for i, query in enumerate(queries):
            near = range(max(0, i - _COMPANY), min(len(queries), i + _COMPANY + 1))
            others = [(queries[j], c.place) for j in near if j != i and (c := chosen[j]) is not None]
            ranked[i] = _ranked(query, pools[i], others=others, weights=weights)
            chosen[i] = _chosen(ranked[i])
    return tuple(_mention(q, r, c, gazetteer) for q, r, c in zip(queries, ranked, chosen, strict=True))


def _with_kinds(query: PlaceQuery, words: CompiledWords) -> PlaceQuery:
    noun = words.noun(query.head) if query.head is not None and not query.kinds else None
    return replace(query, kinds=(noun.kind, *noun.also)) if noun else query


def _candidates(query: PlaceQuery, *, gazetteer: Gazetteer, weights: Mapping[str, float]) -> tuple[Place, ...]:
    if query.border:
        return _borders(query.countries, gazetteer, weights)
    if not query.text:
        return tuple(p for c in query.countries if (p := gazetteer.country(c)))
    known = tuple(p for k in query.known if (p := gazetteer.get(k)))
    found = known + tuple(p for p in gazetteer.lookup(query.text) if p not in known)
    if not found and query.head is not None:
        found = gazetteer.lookup(f"{query.head} {query.text}")
    return found


def _borders(countries: Sequence[str], gazetteer: Gazetteer, weights: Mapping[str, float]) -> tuple[Place, ...]:
    """The border of a pair, or of one country with each of the theatre's, heaviest first."""
    if len(countries) >= 2:
        pair = gazetteer.border(countries[0], countries[1])
        return (pair,) if pair else ()
    if not countries:
        heaviest = list(weights)[:3]
        pairs = [(a, b) for i, a in enumerate(heaviest) for b in heaviest[i + 1 :]]
        return tuple(p for a, b in pairs if (p := gazetteer.border(a, b)))
    one = countries[0]
    return tuple(p for other in weights if other != one and (p := gazetteer.border(one, other)))


def _ranked(
    query: PlaceQuery, pool: Sequence[Place], *, others: Sequence[tuple[PlaceQuery, Place]], weights: Mapping[str, float]
) -> tuple[_Scored, ...]:
    scored = [_score(query, place, others=others, weights=weights) for place in pool]
    return tuple(sorted(scored, key=lambda s: -s.score)[:_MOST_CANDIDATES])


def _score(
    query: PlaceQuery, place: Place, *, others: Sequence[tuple[PlaceQuery, Place]], weights: Mapping[str, float]
) -> _Scored:
    reasons = [_base(query, place), _own_name(query, place), _theatre(query, place, weights), _people(query, place)]
    reasons += [_kind(query, place), _containment(query, place, others), _company(place, others)]
    kept = tuple(r for r in reasons if r is not None)
    return _Scored(place, round(max(0.0, sum(r.weight for r in kept)), 3), kept)


def _base(query: PlaceQuery, place: Place) -> Reason:
    if place.kind == "border":
        return Reason("a border that the words name", 0.6)
    if place.kind == "country":
        return Reason("a country's name", 0.75)
    if place.id in query.known or place.source != "geonames":
        return Reason("a name of a place known from conflict reports", 0.45)
    return Reason("a name in the gazetteer", 0.25 if query.evident else 0.15)


def _own_name(query: PlaceQuery, place: Place) -> Reason | None:
    """Its chief name, and not one that it also bears."""
    same = place.source == "geonames" and place.kind != "country" and fold(query.text) == fold(place.name)
    return Reason("its chief name", 0.08) if same else None


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
        return Reason("outside of the report's theatre", -0.15)
    return None


def _people(query: PlaceQuery, place: Place) -> Reason | None:
    """A great town is the likelier bearer of a name, but not where the words say that an area is meant."""
    if place.kind != "town" or place.population < 1000 or (query.kinds and query.kinds[0] in AREAS):
        return None
    return Reason(f"{place.population} people", round(0.05 * (log10(place.population) - 2), 3))


def _kind(query: PlaceQuery, place: Place) -> Reason | None:
    if query.border:
        return None
    if not query.kinds:
        if place.kind in ("province", "district"):
            return Reason("seldom meant by a bare name", -0.05)
        return Reason("what a bare name usually means", 0.08) if place.kind in ("town", "country") else None
    if place.kind == query.kinds[0]:
        return Reason(f"called a {place.kind}", 0.25)
    if place.kind in query.kinds:
        return Reason(f"may be called a {query.kinds[0]}", round(0.22 - 0.03 * query.kinds.index(place.kind), 3))
    if kindred(place.kind, query.kinds[0]):
        return Reason(f"akin to a {query.kinds[0]}", 0.05)
    if place.kind in AREAS and query.kinds[0] not in AREAS:
        return Reason(f"wider than a {query.kinds[0]}", -0.16)
    return Reason(f"not a {query.kinds[0]}", -0.08)


def _containment(query: PlaceQuery, place: Place, others: Sequence[tuple[PlaceQuery, Place]]) -> Reason | None:
    holders = [p for q, p in others if q.span in query.within]
    if not holders:
        return None
    holder = holders[0]
    if holder.kind == "country":
        inside = holder.country == place.country
    else:
        inside = distance_km(place.at, holder.at) <= max(2.0 * holder.radius_km, 30.0)
    return Reason(f"said to lie in {holder.name}", 0.3) if inside else Reason(f"not in {holder.name}", -0.2)


def _company(place: Place, others: Sequence[tuple[PlaceQuery, Place]]) -> Reason | None:
    """Near the other places of the report; wide areas say little and do not count."""
    if place.kind == "country":
        return None
    gaps = [distance_km(place.at, p.at) for _, p in others if p.kind not in ("country", "border") and p.id != place.id]
    if not gaps:
        return None
    closeness = sum(exp(-g / _NEAR_KM) for g in gaps) / len(gaps)
    best = exp(-min(gaps) / _NEAR_KM)
    weight = round(0.1 * closeness + 0.1 * best, 3)
    return Reason("near other places of the report", weight) if weight >= 0.02 else None


def _chosen(ranked: Sequence[_Scored]) -> _Scored | None:
    return ranked[0] if ranked and ranked[0].score >= THRESHOLD else None


def _mention(query: PlaceQuery, ranked: Sequence[_Scored], chosen: _Scored | None, gazetteer: Gazetteer) -> PlaceMention:
    candidates = tuple(Candidate(s.place.id, s.place.name, min(_SUREST, s.score), s.reasons) for s in ranked)
    link = Link(candidates, 0 if chosen else None, READER)
    if chosen is None:
        return PlaceMention(query.span, link, query.relation)
    place = chosen.place
    mention = PlaceMention(query.span, link, query.relation, place.precision, place.country, place.lat, place.lon)
    return _moved(query, place, mention, gazetteer)


def _moved(query: PlaceQuery, place: Place, mention: PlaceMention, gazetteer: Gazetteer) -> PlaceMention:
    """The mention at the part of the place that is meant, or at the distance from it that is given."""
    compass = _COMPASS.get(query.relation)
    if compass is not None and query.distance_km is not None:
        lat, lon = displaced(place.at, query.distance_km, compass)
        return replace(mention, lat=lat, lon=lon, precision=_coarser(place.precision))
    part = query.direction or (compass if place.kind in AREAS else None)
    if part is None:
        around = place.kind == "town" and bool(query.kinds) and query.kinds[0] in AREAS
        return replace(mention, precision=Precision.DISTRICT) if around else mention
    relation = Relation.AT if compass == part and query.direction is None else query.relation
    lat, lon = part_of(gazetteer.box(place), part)
    precision = Precision.REGION if place.kind in AREAS else place.precision
    if place.kind not in AREAS:
        lat, lon = place.lat, place.lon
    return replace(mention, lat=lat, lon=lon, precision=precision, relation=relation)


def _coarser(precision: Precision) -> Precision:
    """A distance measured from a point is a guess: no better than a district."""
    return Precision.DISTRICT if precision in (Precision.EXACT, Precision.TOWN) else precision
