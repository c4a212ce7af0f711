"""Which place a name means: all names of a report together, by theatre, containment, distance, people and kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recoupe.geoparsing.evidence import Bearer, Other, PlaceQuery, Scored, Surroundings, score
from recoupe.geoparsing.gazetteer import Gazetteer, Place
from recoupe.geoparsing.geometry import BEARINGS, displaced, part_of
from recoupe.geoparsing.kinds import AREAS
from recoupe.geoparsing.phrases import PlacePhrase
from recoupe.geoparsing.words import CompiledWords
from recoupe.model import Candidate, Link, PlaceMention, Precision, Relation, ReportContext

THRESHOLD = 0.42
"""Below this nothing is chosen: a small place far from everything else is more likely somebody's name."""
_SUREST = 0.99
READER = "places-1"
_MOST_CANDIDATES = 6
_COMPANY = 60
"""Mentions on either side among which a place is looked at: more than a report of a few pages has."""
_COMPASS = {Relation(f"{direction}_of"): direction for direction in BEARINGS}


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
    pools = [_bearers(q, gazetteer=gazetteer, weights=weights) for q in queries]
    chosen: list[Scored | None] = [None] * len(queries)
    ranked: list[tuple[Scored, ...]] = [()] * len(queries)
    for first in (True, False):
        for i, query in enumerate(queries):
            if first and len(pools[i]) == 1 and _evident(pools[i][0]):
                chosen[i] = Scored(pools[i][0].place, 1.0, ())
                continue
            near = range(max(0, i - _COMPANY), min(len(queries), i + _COMPANY + 1))
            others = [(queries[j], c.place) for j in near if j != i and (c := chosen[j]) is not None]
            ranked[i] = _ranked(query, pools[i], others=others, weights=weights)
            chosen[i] = _chosen(ranked[i])
    return tuple(_mention(q, r, c, gazetteer) for q, r, c in zip(queries, ranked, chosen, strict=True))


def _evident(bearer: Bearer) -> bool:
    """Whether it stands for its name in the first round, in which places are sought that tell of the others."""
    return bearer.exact and (bearer.place.source != "geonames" or bearer.place.kind == "country")


def _with_kinds(query: PlaceQuery, words: CompiledWords) -> PlaceQuery:
    noun = words.noun(query.head) if query.head is not None and not query.kinds else None
    return replace(query, kinds=(noun.kind, *noun.also)) if noun else query


def _bearers(query: PlaceQuery, *, gazetteer: Gazetteer, weights: Mapping[str, float]) -> tuple[Bearer, ...]:
    places = _candidates(query, gazetteer=gazetteer, weights=weights)
    written = {p.id for p in gazetteer.written(query.text)} if query.text else set()
    return tuple(Bearer(p, not query.text or p.id in written) for p in places)


def _candidates(query: PlaceQuery, *, gazetteer: Gazetteer, weights: Mapping[str, float]) -> tuple[Place, ...]:
    if query.border:
        return _borders(query.countries, gazetteer, weights)
    if not query.text:
        return tuple(p for c in query.countries if (p := gazetteer.country(c)))
    if "street" in query.kinds:  # called after a town or a person, it lies elsewhere
        return gazetteer.lookup(f"{query.head} {query.text}")
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
    query: PlaceQuery, pool: Sequence[Bearer], *, others: Sequence[Other], weights: Mapping[str, float]
) -> tuple[Scored, ...]:
    around = Surroundings(query, others)
    scored = [score(query, bearer, pool=pool, around=around, weights=weights) for bearer in pool]
    return tuple(sorted(scored, key=lambda s: -s.score)[:_MOST_CANDIDATES])


def _chosen(ranked: Sequence[Scored]) -> Scored | None:
    return ranked[0] if ranked and ranked[0].score >= THRESHOLD else None


def _mention(query: PlaceQuery, ranked: Sequence[Scored], chosen: Scored | None, gazetteer: Gazetteer) -> PlaceMention:
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
