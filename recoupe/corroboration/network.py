"""Who quotes whom, who copies whom, who agrees with whom: over all reports, as counts with an example each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from recoupe.corroboration.copies import Copy
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.voices import Member, chain_of, one_key_a_name, outlet_of
from recoupe.model import Incident, Proof, Report, Span, Stance, Version, Voice


@dataclass(frozen=True, slots=True)
class Quotes:
    """``voice`` gives words or facts of ``source``."""

    voice: Voice
    source: Voice
    times: int
    example: Proof


@dataclass(frozen=True, slots=True)
class Copies:
    """Sentences with a claim that ``voice`` has from ``source``, word for word or nearly."""

    voice: Voice
    source: Voice
    sentences: int
    reports: int
    example: Copy


@dataclass(frozen=True, slots=True)
class Dealings:
    """How often two voices hold the same version, neither having it from the other, and how often versions that exclude each
    other. ``opposed``: on some day of which they speak they stood on sides that fight each other.
    """

    left: Voice
    right: Voice
    agree: int
    contradict: int
    opposed: bool


@dataclass(frozen=True, slots=True)
class Network:
    quotes: tuple[Quotes, ...]
    copies: tuple[Copies, ...]
    dealings: tuple[Dealings, ...]
    circles: tuple[tuple[Voice, ...], ...]
    owners: tuple[tuple[str, tuple[Voice, ...]], ...]
    """Outlets that belong to one owner."""


def network(
    members: Sequence[Member], copies: Iterable[Copy], incidents: Iterable[Incident], *, relations: Relations
) -> Network:
    quotes = _quotes(members, relations)
    reports = {m.report.id: m.report for m in members}
    evidence: dict[str, list[Span]] = defaultdict(list)
    for member in members:
        evidence[member.report.id].append(member.claim.evidence)
    telling = [c for c in copies if any(c.span.overlaps(span) for span in evidence[c.report])]
    return Network(
        quotes=quotes,
        copies=_copies(reports, telling, relations),
        dealings=_dealings(incidents, relations),
        circles=tuple(_circles(quotes)),
        owners=tuple(_owners(reports.values(), relations)),
    )


def _quotes(members: Sequence[Member], relations: Relations) -> tuple[Quotes, ...]:
    times: Counter[tuple[str, str]] = Counter()
    voices: dict[str, Voice] = {}
    examples: dict[tuple[str, str], Proof] = {}
    chains = one_key_a_name({member.claim.id: chain_of(member, relations) for member in members})
    for member in members:
        chain = chains[member.claim.id]
        for source, voice in pairwise(chain):
            pair = (voice.key, source.key)
            times[pair] += 1
            voices |= {voice.key: voice, source.key: source}
            step = member.claim.attribution[0]
            examples.setdefault(pair, Proof(member.claim.id, member.report.id, step.span))
    ordered = sorted(times, key=lambda p: (-times[p], p))
    return tuple(Quotes(voices[a], voices[b], times[a, b], examples[a, b]) for a, b in ordered)


def _copies(reports: Mapping[str, Report], copies: Iterable[Copy], relations: Relations) -> tuple[Copies, ...]:
    found: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    voices: dict[str, Voice] = {}
    for copy in copies:
        if copy.report in reports and copy.original in reports:
            left, right = (outlet_of(reports[id], relations) for id in (copy.report, copy.original))
            if left.key != right.key:
                voices |= {left.key: left, right.key: right}
                found[left.key, right.key].append(copy)
    return tuple(
        Copies(voices[a], voices[b], len(group), len({c.report for c in group}), group[0])
        for (a, b), group in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _dealings(incidents: Iterable[Incident], relations: Relations) -> tuple[Dealings, ...]:
    agree: Counter[tuple[str, str]] = Counter()
    contradict: Counter[tuple[str, str]] = Counter()
    voices: dict[str, Voice] = {}
    days: dict[tuple[str, str], set[date | None]] = defaultdict(set)
    for incident in incidents:
        roots = _roots(incident)
        for attribute in incident.attributes:
            held = {h.proof.claim: h.voice for v in attribute.versions for h in v.holdings}
            voices |= {voice.key: voice for voice in held.values()}
            met = [pair for version in attribute.versions for pair in _agreeing(version, roots)]
            agree.update(met)
            against = [tuple(sorted({held[p.claim].key for p in c.proofs if p.claim in held})) for c in attribute.contradictions]
            contradict.update(apart := [(pair[0], pair[1]) for pair in against if len(pair) == 2])
            for pair in (*met, *apart):
                days[pair].add(incident.when.start if incident.when else None)
    pairs = sorted(agree.keys() | contradict.keys(), key=lambda p: (-agree[p] - contradict[p], p))
    return tuple(
        Dealings(voices[a], voices[b], agree[a, b], contradict[a, b], _opposed(voices[a], voices[b], days[a, b], relations))
        for a, b in pairs
    )


def _roots(incident: Incident) -> Mapping[str, frozenset[int]]:
    """By claim: which of the incident's independent origins it goes back to."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(incident.origins):
        for claim in group.claims:
            found[claim].add(number)
    return {claim: frozenset(numbers) for claim, numbers in found.items()}


def _agreeing(version: Version, roots: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs of voices that hold a version and do not have it from one origin."""
    from_where: dict[str, set[int]] = defaultdict(set)
    for holding in version.holdings:
        if holding.stance is Stance.SAYS:
            from_where[holding.voice.key] |= roots.get(holding.proof.claim, frozenset())
    yield from (pair for pair in combinations(sorted(from_where), 2) if not from_where[pair[0]] & from_where[pair[1]])


def _opposed(left: Voice, right: Voice, days: Iterable[date | None], relations: Relations) -> bool:
    if left.actor is None or right.actor is None:
        return False
    return any(relations.opposed(left.actor, right.actor, day) for day in days)


def _circles(quotes: Sequence[Quotes]) -> Iterator[tuple[Voice, ...]]:
    """Voices each of which has something from the next, and the last from the first."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    voices = {v.key: v for q in quotes for v in (q.voice, q.source)}
    place = {key: n for n, key in enumerate(sorted(voices))}
    if not place:
        return
    rows, columns = [place[q.voice.key] for q in quotes], [place[q.source.key] for q in quotes]
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(place), len(place)))
    _, label = connected_components(graph, directed=True, connection="strong")
    for one in sorted(set(label.tolist())):
        circle = tuple(voices[key] for key, n in place.items() if label[n] == one)
        if len(circle) > 1:
            yield circle


def _owners(reports: Iterable[Report], relations: Relations) -> Iterator[tuple[str, tuple[Voice, ...]]]:
    found: dict[str, dict[str, Voice]] = defaultdict(dict)
    for report in reports:
        voice = outlet_of(report, relations)
        owner = relations.owner(voice.key)
        if owner is not None:
            found[owner][voice.key] = voice
    yield from ((owner, tuple(voices.values())) for owner, voices in sorted(found.items()) if len(voices) > 1)
