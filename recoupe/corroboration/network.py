"""Who quotes whom, who copies whom, who agrees with whom: over all reports, as counts with an example each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from recoupe.corroboration.copies import Copy
from recoupe.corroboration.relations import Relations
from recoupe.corroboration.voices import Member, chain_of, one_key_a_name, outlet_of
from recoupe.model import Incident, Proof, Report, Span, Stance, Voice


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
    """How often two voices hold the same version, and how often versions that exclude each other."""

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
    for incident in incidents:
        for attribute in incident.attributes:
            held = {h.proof.claim: h.voice for v in attribute.versions for h in v.holdings}
            voices |= {voice.key: voice for voice in held.values()}
            for version in attribute.versions:
                said = sorted({h.voice.key for h in version.holdings if h.stance is Stance.SAYS})
                agree.update(combinations(said, 2))
            for found in attribute.contradictions:
                pair = sorted(held[p.claim].key for p in found.proofs if p.claim in held)
                if len(pair) == 2 and pair[0] != pair[1]:
                    contradict[pair[0], pair[1]] += 1
    pairs = sorted(agree.keys() | contradict.keys(), key=lambda p: (-agree[p] - contradict[p], p))
    return tuple(
        Dealings(voices[a], voices[b], agree[a, b], contradict[a, b], _opposed(voices[a], voices[b], relations)) for a, b in pairs
    )


def _opposed(left: Voice, right: Voice, relations: Relations) -> bool:
    return bool(left.actor and right.actor and relations.opposed(left.actor, right.actor, None))


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
