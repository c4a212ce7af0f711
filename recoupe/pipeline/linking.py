"""Mentions of one report tied to actors, speakers and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from recoupe.extraction.drafts import STRIKING
from recoupe.extraction.participants import Participant
from recoupe.extraction.speech import Source
from recoupe.geoparsing.evidence import PlaceQuery
from recoupe.geoparsing.geometry import distance_km
from recoupe.geoparsing.phrases import PlacePhrase
from recoupe.geoparsing.resolve import query_of, resolve_places
from recoupe.geoparsing.theatre import theatre
from recoupe.language.fold import fold
from recoupe.linking.actors import link_actor
from recoupe.linking.sources import link_source
from recoupe.model import (
    UNLINKED,
    ActorMention,
    ActorPhrase,
    AttributionStep,
    Candidate,
    Event,
    Link,
    NameKind,
    PlaceMention,
    Precision,
    Reason,
    Relation,
    Report,
    ReportContext,
    SourceKind,
    Span,
)
from recoupe.pipeline.finding import Findings, is_capital
from recoupe.pipeline.tools import CAPITAL_PEOPLE, Tools

COUNTRY_KIND = "country"
COUNTRY_NAME, DEMONYM, PERSON = 1.0, 0.4, 0.7
BESIDE = 40
"""Characters between a place and the one that it is near, in a phrase that tells where it lies."""
THERE = 300
"""Characters back in which a pronoun of place finds its place."""
APPOSED = 2
"""The same for a place and what it is the capital of: a comma and a space."""
FINE = frozenset({Precision.EXACT, Precision.TOWN})
UPON = STRIKING | {Event.SIEGE, Event.CAPTURE, Event.ADVANCE, Event.OFFENSIVE}
"""Events that are done to ground."""
AROUND = frozenset({Precision.PROVINCE, Precision.REGION, Precision.DISTRICT})
WITHIN_KM = 150
"""How far the middle of a province can lie from a town in it: our own choice."""
CLEAR_THEATRE = 0.6
"""Share of a country in the theatre from which "the capital" is its own."""
LEADING = frozenset({Relation.TOWARD, Relation.FROM})
COMPASS = frozenset(
    {
        Relation.NORTH_OF,
        Relation.SOUTH_OF,
        Relation.EAST_OF,
        Relation.WEST_OF,
        Relation.NORTH_EAST_OF,
        Relation.NORTH_WEST_OF,
        Relation.SOUTH_EAST_OF,
        Relation.SOUTH_WEST_OF,
    }
)
CIVILIANS = Link((Candidate("civilians", "Civilians", 1.0, (Reason("people who belong to no force", 1.0),)),), 0, "rule")
ACTING_WEIGHT = 0.5
CROWDED = frozenset({Event.PROTEST, Event.DISPLACEMENT, Event.STATEMENT, Event.ACCUSATION})
"""What people do without a force of theirs."""


def context_of(report: Report, findings: Findings, tools: Tools) -> ReportContext:
    """The theatre and the actors that the report names without doubt."""
    registry = tools.knowledge.registry
    evidence: Counter[str] = Counter()
    actors: list[str] = []
    for name in findings.names:
        for id in name.ids[:1]:
            country = registry.country_of(id)
            if NameKind.COUNTRY in name.kinds and country:
                evidence[country] += COUNTRY_NAME  # type: ignore[assignment]
            elif NameKind.PERSON in name.kinds and country:
                evidence[country] += PERSON  # type: ignore[assignment]
            elif NameKind.ACTOR in name.kinds:
                actor = registry.get(id)
                if len(name.ids) == 1 or is_capital(name, tools):
                    actors.append(id)
                for code in actor.countries if actor is not None else ():
                    evidence[code] += ACTING_WEIGHT / max(1, len(actor.countries) if actor else 1)  # type: ignore[assignment]
    for sentence in findings.sentences:
        for token in sentence.tokens:
            adjective = tools.phrase_words.demonyms.get(fold(token.text)) if token.pos in ("ADJ", "NOUN") else None
            if adjective and len(adjective) == 2:
                evidence[adjective] += DEMONYM  # type: ignore[assignment]
    seats = seats_of(findings, tools)
    queries = [q for p in findings.places.values() if p.span not in seats and (q := query_of(p)) is not None]
    countries = theatre(queries, gazetteer=tools.knowledge.gazetteer, evidence=evidence)
    return ReportContext(report.language, report.published, report.outlet, countries, tuple(dict.fromkeys(actors)))


def seats_of(findings: Findings, tools: Tools) -> frozenset[Span]:
    """The places that are capitals after which a state is called: people meet there from afar, so they make no theatre."""
    capitals = {n.span for n in findings.names if is_capital(n, tools)}
    return frozenset(p.span for p in findings.places.values() if capitals.intersection(n.span for n in p.names))


class Linker:
    """Links the mentions of one report."""

    def __init__(self, report: Report, findings: Findings, tools: Tools) -> None:
        self._tools = tools
        self.context = context_of(report, findings, tools)
        self._phrases = findings.places
        self._seats = seats_of(findings, tools)
        self._places = self._resolved_places(findings)
        self._text = report.text

    def actors(self, participants: Sequence[Participant], event: Event | None = None) -> tuple[ActorMention, ...]:
        """Who did it. Crowds and people in general are nobody's force, and who is not named is left out."""
        crowd = event in CROWDED
        anywhere = event is Event.PROTEST
        people = [p for p in participants if crowd and self._is_people(p.phrase, anywhere=anywhere)]
        found = [(p, self._mention(p)) for p in participants if not p.civilian and p not in people]
        return tuple(m for p, m in found if m.link.entity is not None or m.loaded or _is_named(p))

    def targets(self, participants: Sequence[Participant], event: Event) -> tuple[ActorMention, ...]:
        """To whom it was done; unnamed civilians are a target like any other."""
        struck = event in STRIKING
        told = [replace(p, civilian=True) if struck and self._is_people(p.phrase) else p for p in participants]
        found = [(p, self._mention(p)) for p in told]
        return tuple(m for p, m in found if m.link.entity is not None or m.loaded or _is_named(p))

    def untold(self, participants: Sequence[Participant]) -> frozenset[Span]:
        """The phrases that only say that somebody suffered ("twelve persons", "the dead"), not that they were nobody's force."""
        words = self._tools.people
        return frozenset(
            p.span
            for p in participants
            if p.civilian
            and p.phrase.head in words.untold_nouns
            and not p.phrase.countries
            and not words.civil_modifiers.intersection(p.phrase.modifiers)
        )

    def _mention(self, participant: Participant) -> ActorMention:
        if participant.civilian:
            return ActorMention(participant.span, CIVILIANS, antecedent=participant.antecedent)
        linked = link_actor(
            participant.phrase,
            registry=self._tools.knowledge.registry,
            words=self._tools.people,
            context=self._around(participant.phrase),
        )
        return ActorMention(participant.span, linked.link, linked.loaded, participant.allies, participant.antecedent)

    def _around(self, phrase: ActorPhrase) -> ReportContext:
        """The context of a phrase that names nobody and no country: the theatre is that of its paragraph, where all the places of
        the paragraph lie in one country."""
        if phrase.names or phrase.countries or not phrase.definite or len(self.context.countries) < 2:
            return self.context
        start = self._text.rfind("\n", 0, phrase.span.start) + 1
        end = self._text.find("\n", phrase.span.end)
        around = ((s, m) for s, m in self._places.items() if s not in self._seats)
        here = {m.country for s, m in around if start <= s.start and (end < 0 or s.end <= end) and m.country}
        if len(here) != 1 or not here <= {country for country, _ in self.context.countries}:
            return self.context
        return replace(self.context, countries=((next(iter(here)), 1.0),))

    def _is_people(self, phrase: ActorPhrase, *, anywhere: bool = False) -> bool:
        """ "Les Syriens": those of where the report plays are its people, and not the state against which some of them are; so
        are, ``anywhere``, those of any country who march in the streets."""
        code = self._tools.phrase_words.demonyms.get(fold(phrase.head)) if not phrase.names and phrase.plural else None
        return code is not None and (anywhere or code in [country for country, _ in self.context.countries[:1]])

    def _is_one_of_nation(self, phrase: ActorPhrase) -> bool:
        """ "La siria X": somebody of a nation, who speaks for nobody."""
        nation = fold(phrase.head) in self._tools.phrase_words.demonyms
        return nation and not phrase.plural and not any(n.ids for n in phrase.names)

    def source(self, source: Source) -> tuple[AttributionStep, ...]:
        """The speaker, and the body for which a named person speaks as a further step."""
        cue = source.cue.of(self._text)
        if self._is_people(source.phrase) or self._is_one_of_nation(source.phrase):
            return (AttributionStep(source.span, SourceKind.UNNAMED, cue, UNLINKED, source.cue),)
        linked = link_source(
            source.phrase, registry=self._tools.knowledge.registry, words=self._tools.people, context=self.context
        )
        kind = SourceKind.UNNAMED if source.text_noun and linked.link.entity is None else linked.kind
        if source.phrase.text.startswith("@"):  # whoever posts under that name
            kind = SourceKind.PERSON
        step = AttributionStep(source.span, kind, cue, linked.link, source.cue)
        return (step,)

    def towns(self, participants: Sequence[Participant], event: Event) -> tuple[PlaceMention, ...]:
        """ "Bombed Beirut": a capital that is struck, besieged or moved on is a place, and not the state whose seat it is."""
        if event not in UPON:
            return ()
        queries = []
        for p in participants:
            name = next((n for n in p.phrase.names if n.text == p.phrase.head), None)
            if name is None:
                continue
            town = next((t for id in name.ids if (t := self._town(name.text, id)) is not None), None)
            if town is not None:
                queries.append(PlaceQuery(span=p.span, text=name.text, known=(town,)))
        found = resolve_places(
            queries, gazetteer=self._tools.knowledge.gazetteer, words=self._tools.places.words, context=self.context
        )
        return tuple(m for m in found if m.lat is not None)

    def _town(self, text: str, id: str) -> str | None:
        """The town with the id ``id``, or the one of that name in the country of the state ``id``."""
        place = self._tools.knowledge.gazetteer.get(id)
        if place is not None:
            return id if place.kind == "town" else None
        iso = self._tools.knowledge.registry.country_of(id)
        bearers = (p for p in self._tools.knowledge.gazetteer.lookup(text) if p.kind == "town" and p.country == iso)
        largest = max(bearers, key=lambda p: p.population, default=None) if iso is not None else None
        return largest.id if largest is not None and largest.population >= CAPITAL_PEOPLE else None

    def places(self, spans: Sequence[Span]) -> tuple[PlaceMention, ...]:
        """The places of one claim: not those that only say where another of them lies, nor "this area" beside a named place."""
        containers = {w for s in spans for w in self._phrases[s].within}
        outer = {w for s in spans if s in self._places and self._places[s].lat is None for w in self._phrases[s].within}
        kept = [s for s in spans if s in self._places and (s not in containers or s in outer)]
        found = [(self._phrases[s], self._places[s]) for s in kept]
        named = [m for p, m in found if not p.anaphoric and m.lat is not None]
        led = [m for p, m in found if p.anaphoric and m.lat is not None and m.relation is Relation.AT]
        if named and led and all(m.relation in LEADING for m in named):
            named = led + named  # "left the town for X": the town is where it was
        chosen = _without_surroundings(named) if named else [m for _, m in found]
        return tuple({(m.link.entity.id if m.link.entity else m.span.start, m.relation): m for m in reversed(chosen)}.values())[
            ::-1
        ]

    def place_before(self, at: int) -> tuple[PlaceMention, ...]:
        """The last place that is named shortly before ``at``: what "there" stands for where no claim before tells."""
        near = [m for s, m in self._places.items() if 0 <= at - s.end <= THERE and m.lat is not None]
        return (max(near, key=lambda m: m.span),) if near else ()

    # ------------------------------------------------------------ places

    def _resolved_places(self, findings: Findings) -> dict[Span, PlaceMention]:
        phrases = sorted((*findings.places.values(), *findings.background), key=lambda p: p.span)
        pairs = [(p, q) for p in phrases if (q := query_of(p)) is not None]
        mentions = resolve_places(
            [q for _, q in pairs], gazetteer=self._tools.knowledge.gazetteer, words=self._tools.places.words, context=self.context
        )
        found = {p.span: m for (p, _), m in zip(pairs, mentions, strict=True) if m.lat is not None or p.evident}
        by_span = {p.span: p for p in phrases}
        for phrase in phrases:
            seat = self._seat(phrase, phrases) if phrase.anaphoric and phrase.capital else None
            if seat is not None:
                found[phrase.span] = seat
            elif phrase.anaphoric:
                named = phrases if phrase.kinds else [p for p in phrases if p not in findings.background]
                target = _pointed_at(phrase, named, found)
                if target is not None and not self._is_between_countries(phrase, found[target], target, findings):
                    found[phrase.span] = replace(found[target], span=phrase.span, relation=phrase.relation)
        return {s: m for s, m in found.items() if s in by_span}


    def _is_between_countries(self, phrase: PlacePhrase, pointed: PlaceMention, at: Span, findings: Findings) -> bool:
        """Whether another country was named, as an actor, since the one that "the country" would point to."""
        if phrase.kind != COUNTRY_KIND:
            return False
        since = (n for n in findings.names if NameKind.COUNTRY in n.kinds and at.end <= n.span.start < phrase.span.start)
        codes = {self._tools.knowledge.registry.country_of(id) for n in since for id in n.ids[:1]}
        return bool(codes - {pointed.country, None})

    def _seat(self, phrase: PlacePhrase, phrases: Sequence[PlacePhrase]) -> PlaceMention | None:
        """ "The capital", where the text called no other town one before: that of the country where the report plays."""
        if any(p.capital and p.names and p.span < phrase.span for p in phrases):
            return None
        country, share = next(iter(self.context.countries), ("", 0.0))
        known = self._tools.knowledge.registry.countries().get(country)
        if known is None or share < CLEAR_THEATRE:
            return None
        forms = (form for _, form in known.capitals)
        towns = [p for form in forms for p in self._tools.knowledge.gazetteer.lookup(form) if p.country == country]
        town = max((p for p in towns if p.kind == "town"), key=lambda p: p.population, default=None)
        if town is None:
            return None
        query = PlaceQuery(span=phrase.span, text=town.name, head=phrase.head, relation=phrase.relation, known=(town.id,),
                           kinds=phrase.kinds, distance_km=phrase.distance_km)  # fmt: skip
        return resolve_places(
            [query], gazetteer=self._tools.knowledge.gazetteer, words=self._tools.places.words, context=self.context
        )[0]


def _holds(wide: PlaceMention, fine: PlaceMention) -> bool:
    """Whether a province or region named beside a town can be the one that the town lies in."""
    if wide.precision not in AROUND or wide.relation is not Relation.AT or wide.country != fine.country:
        return False
    if wide.lat is None or wide.lon is None or fine.lat is None or fine.lon is None:
        return False
    return distance_km((wide.lat, wide.lon), (fine.lat, fine.lon)) <= WITHIN_KM


def _without_surroundings(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Where "X, north of Y" or "X, in the province of Z" follows X, Y and Z only tell where X lies."""
    first = next((m for m in mentions if m.precision in FINE and m.relation not in COMPASS), None)
    if first is None:
        return mentions
    out = []
    for m in mentions:
        later = m.span.start > first.span.end
        compass = later and m.relation in COMPASS
        wide = m is not first and m.relation is Relation.AT and m.precision is Precision.COUNTRY and m.country == first.country
        around = m is not first and any(_holds(m, f) for f in mentions if f.precision in FINE and f.relation not in COMPASS)
        if not (compass or wide or around):
            out.append(m)
    return out


def _pointed_at(phrase: PlacePhrase, phrases: Sequence[PlacePhrase], found: Mapping[Span, PlaceMention]) -> Span | None:
    """The last place before ``phrase`` of a kind that its noun can mean; of any kind for "there"."""
    before = [p for p in phrases if p.span.end <= phrase.span.start and p.span in found and found[p.span].lat is not None]
    for candidate in reversed(before[-8:]):
        if not phrase.kinds or _same_kind(phrase, candidate, found[candidate.span]):
            inner = next((p for p in before if candidate.span in p.within and _same_kind(phrase, p, found[p.span])), None)
            return (inner or _located(candidate, before)).span  # "in Alpha, Beta. In the town …": the town is Alpha
    return None


def _located(candidate: PlacePhrase, before: Sequence[PlacePhrase]) -> PlacePhrase:
    """ "X, near Y", "X, the capital of Y": the place that is spoken of is X."""
    if candidate.relation is Relation.AT and not candidate.capital:
        return candidate
    at = before.index(candidate)
    beside = before[at - 1] if at else candidate
    reach = APPOSED if candidate.relation is Relation.AT else BESIDE
    near = beside.relation is Relation.AT and candidate.extent.start - beside.span.end <= reach
    return beside if near and not beside.anaphoric else candidate


def _same_kind(phrase: PlacePhrase, candidate: PlacePhrase, mention: PlaceMention) -> bool:
    if set(phrase.kinds) & set(candidate.kinds):
        return True
    if "town" in phrase.kinds and "site" in candidate.kinds and mention.precision is Precision.TOWN:
        return True  # "the market of X … the city"
    if candidate.border and set(phrase.kinds) & {"region", "border", "province"}:
        return True
    precise = mention.precision.value
    return (
        precise in {k if k in {"town", "province", "country", "region", "district"} else "exact" for k in phrase.kinds}
        and not candidate.kinds
    )


def _is_named(participant: Participant) -> bool:
    """Whether the words hold a proper name, so that somebody in particular is meant although no registry knows them."""
    return any(NameKind.PLACE not in n.kinds for n in participant.phrase.names)
