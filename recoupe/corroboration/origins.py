"""Independent origins: how many voices stand behind claims, once those that only pass on are taken for what they are.

A claim goes back to the voice nearest to its words. What is the same voice is counted once, for a reason that is kept:

- somebody who speaks for a body is the body's voice; organs of one party are one; outlets of one owner are one;
- an unnamed voice of a known side is that side's; any other is the information of the outlet through which it speaks;
- a report that tells in its own voice what it also attributes has it from there;
- a copied sentence belongs to the report that had it first, and so does a report whose chain of facts is another's, reworded;
- a voice that was cited, and whose own reports cite another, has it from that other; a circle is one voice, and is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from recoupe.corroboration.copies import Copy, copied_share
from recoupe.corroboration.relations import Relations, one_party
from recoupe.corroboration.rewording import SMALL, reworded
from recoupe.corroboration.voices import Member, chain_of, one_key_a_name, said_on, share_a_name, stance_of
from recoupe.model import OriginGroup, Quantity, Reason, SourceKind, Stance, Voice

_COPIED = 0.6
"""Share of a claim's sentence that has to stand in another report for the claim to be a copy."""


@dataclass(slots=True)
class _Union:
    """Voices that are one, by key. The smallest key stands for them all, whatever the order of joining."""

    above: dict[str, str] = field(default_factory=dict)
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)

    def find(self, key: str) -> str:
        while (up := self.above.get(key, key)) != key:
            key = up
        return key

    def join(self, left: str, right: str, why: str) -> None:
        a, b = sorted((self.find(left), self.find(right)))
        if a != b:
            self.above[b] = a
            self.reasons[left, right] = Reason(why, -1.0)


class Origins:
    """The graph of voices of one incident, asked for the independent origins of any of its claims."""

    def __init__(self, members: Sequence[Member], *, copies: Collection[Copy], relations: Relations) -> None:
        self._relations = relations
        self._day = min((day for m in members if (day := said_on(m)) is not None), default=None)
        self._members = {m.claim.id: m for m in members}
        self.chains = one_key_a_name({m.claim.id: chain_of(m, relations) for m in members})
        self.voices: dict[str, Voice] = {}
        for chain in self.chains.values():
            for voice in chain:
                self.voices.setdefault(voice.key, voice)
        self._union = _Union()
        self._cites: dict[str, dict[str, None]] = defaultdict(dict)
        self._rests: dict[str, tuple[str, Reason]] = {}
        self.circles: set[frozenset[str]] = set()
        self._read_attributions(members)
        self._read_copies(members, copies)
        self._unite(members)

    def root_keys(self, claim: str) -> frozenset[str]:
        """The keys of the independent origins of one claim, one for each group."""
        return frozenset(self._union.find(key) for key in self._resolve(self._start(claim), ()))

    def groups(self, claims: Iterable[str]) -> tuple[OriginGroup, ...]:
        """The independent origins of ``claims``, those with most claims first."""
        found: dict[str, list[str]] = defaultdict(list)
        members: dict[str, dict[str, Voice]] = defaultdict(dict)
        for claim in claims:
            for root in self.root_keys(claim):
                found[root].append(claim)
                members[root].update({v.key: v for v in self.chains[claim]})
        made = [self._group(root, ids, members[root]) for root, ids in found.items()]
        return tuple(sorted(made, key=lambda g: (-len(g.claims), g.voice.key)))

    def _group(self, root: str, claims: list[str], members: Mapping[str, Voice]) -> OriginGroup:
        one = {key for key in self.voices if self._union.find(key) == root}
        voice = self.voices.get(root) or self.voices[min(one)]
        named = [self.voices[key] for key in sorted(one) if self.voices[key].kind is not SourceKind.UNNAMED]
        if voice.kind is SourceKind.UNNAMED and named:
            voice = named[0]
        why = {r.text: r for (a, b), r in sorted(self._union.reasons.items()) if self._union.find(a) == root}
        why.update({r.text: r for c in claims if (rest := self._rests.get(c)) for r in (rest[1],)})
        others = tuple(v for key, v in sorted(members.items()) if key != voice.key)
        return OriginGroup(voice, tuple(claims), others, tuple(why.values()))

    def _start(self, claim: str) -> str:
        """The key from which a claim is followed back."""
        rest = self._rests.get(claim)
        return rest[0] if rest is not None else self._nearest(claim)

    def _nearest(self, claim: str) -> str:
        chain = self.chains[claim]
        first = chain[0]
        return chain[1].key if first.key == "unnamed" and len(chain) > 1 else first.key

    def _resolve(self, key: str, seen: tuple[str, ...]) -> frozenset[str]:
        if key in seen:
            self.circles.add(frozenset(seen[seen.index(key) :]))
            return frozenset({min(seen[seen.index(key) :])})
        further = [k for k in self._cites.get(key, ()) if k != key]
        if not further:
            return frozenset({key})
        return frozenset().union(*(self._resolve(k, (*seen, key)) for k in further))

    def _read_attributions(self, members: Sequence[Member]) -> None:
        """Who has it from whom. An outlet that attributes has its own words on the matter from there too, unless it gives figures
        that none of those whom it names gives.
        """
        roots: dict[str, dict[str, None]] = defaultdict(dict)
        own: dict[str, list[Member]] = defaultdict(list)
        figures: dict[str, set[str]] = defaultdict(set)
        for member in members:
            claim = member.claim.id
            outlet, nearest = self.chains[claim][-1].key, self._nearest(claim)
            if nearest == outlet:
                own[outlet].append(member)
            elif stance_of(member.claim) is not Stance.DENIES:
                roots[outlet][nearest] = None
                figures[outlet] |= _figures(member)
        informed = {self.chains[c][-1].key for c in self.chains if self.chains[c][0].key == "unnamed"}
        for outlet, sources in roots.items():
            news = [m for m in own[outlet] if _figures(m) - figures[outlet]]
            if outlet in informed or news:
                continue
            self._cites[outlet].update(sources)
            why = f"{self.voices[outlet].name} has it from {', '.join(self.voices[s].name for s in sources)}"
            for member in own[outlet]:
                self._rests[member.claim.id] = (next(iter(sources)), Reason(why, -1.0))

    def _read_copies(self, members: Sequence[Member], copies: Collection[Copy]) -> None:
        """Claims in an outlet's own voice whose words, or whose facts, were another's first."""
        by_report: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            by_report[copy.report].append(copy)
            by_report[copy.original].append(Copy(copy.original, copy.report, copy.original_span, copy.span, copy.similarity))
        first_of = {m.report.id: m for m in reversed(members)}
        told = reworded(members, self.chains)
        sources: dict[str, Member] = {}
        for member in members:
            claim, outlet = member.claim.id, self.chains[member.claim.id][-1]
            if self._nearest(claim) != outlet.key or claim in self._rests:
                continue
            source = self._copied_from(member, by_report[member.report.id], first_of)
            if source is not None and (other := self.chains[source.claim.id][-1]).key != outlet.key:
                why = f"{outlet.name} repeats the words of {other.name}"
                self._rests[claim] = (self._start(source.claim.id), Reason(why, -1.0))
                sources[member.report.id] = source
            elif member.report.id in told:
                source, shared = told[member.report.id]
                why = f"{outlet.name} tells the same chain of facts as {self.chains[source.claim.id][-1].name}: {shared}"
                self._rests[claim] = (self._start(source.claim.id), Reason(why, -1.0))
        self._read_rest(members, sources)

    def _read_rest(self, members: Sequence[Member], sources: Mapping[str, Member]) -> None:
        """What else a copying report says in its own voice, where it has no figure that the original does not have."""
        for member in members:
            claim, outlet = member.claim.id, self.chains[member.claim.id][-1]
            source = sources.get(member.report.id)
            if source is None or claim in self._rests or self._nearest(claim) != outlet.key:
                continue
            known = {f for m in members if m.report.id == source.report.id for f in _figures(m)}
            if _figures(member) <= known:
                why = f"{outlet.name} repeats the words of {self.chains[source.claim.id][-1].name}"
                self._rests[claim] = (self._start(source.claim.id), Reason(why, -1.0))

    def _copied_from(self, member: Member, copies: Sequence[Copy], first_of: Mapping[str, Member]) -> Member | None:
        span = member.claim.evidence
        here = [c for c in copies if c.span.overlaps(span) and c.original in first_of]
        if not here or copied_share(span, here) < _COPIED:
            return None
        found = [self._original(c, first_of) for c in here]
        return min(
            (m for m in found if self._is_earlier(m, member)),
            key=lambda m: (self._nearest(m.claim.id) == self.chains[m.claim.id][-1].key, m.claim.id),
            default=None,
        )

    def _original(self, copy: Copy, first_of: Mapping[str, Member]) -> Member:
        """The claim that stands in the sentence, else the first of its report."""
        inside = [
            m for m in self._members.values() if m.report.id == copy.original and m.claim.evidence.overlaps(copy.original_span)
        ]
        return min(inside, key=lambda m: m.claim.trigger, default=first_of[copy.original])

    def _is_earlier(self, source: Member, copy: Member) -> bool:
        """Published before; on one day, the one that says from whom it has it, then the one whose report's id is smaller."""
        days = said_on(source), said_on(copy)
        if days[0] is not None and days[1] is not None and days[0] != days[1]:
            return days[0] < days[1]
        attributed = self._nearest(source.claim.id) != self.chains[source.claim.id][-1].key
        return attributed or source.report.id < copy.report.id

    def _unite(self, members: Sequence[Member]) -> None:
        voices = [self.voices[key] for key in sorted(self.voices)]
        for n, left in enumerate(voices):
            for right in voices[n + 1 :]:
                why = self._same(left, right)
                if why is not None:
                    self._union.join(left.key, right.key, why)
        by_report: dict[str, set[str]] = defaultdict(set)
        for member in members:
            by_report[member.report.id] |= {v.key for v in self.chains[member.claim.id][:-1]}
        for keys in by_report.values():
            listed = sorted(keys)
            for a in listed:
                for b in listed:
                    if a != b and share_a_name(self.voices[a], self.voices[b]):
                        self._union.join(a, b, f"{self.voices[a].name} speaks for {self.voices[b].name}")

        self._unite_across_languages(members)

    def _unite_across_languages(self, members: Sequence[Member]) -> None:
        """Two bodies that no registry knows, named in two languages, that give the same figure: in doubt one, in translation."""
        languages: dict[str, set[str]] = defaultdict(set)
        counts: dict[str, set[str]] = defaultdict(set)
        for member in members:
            key = self._nearest(member.claim.id)
            if key.startswith("name:") and key != self.chains[member.claim.id][-1].key:
                languages[key].add(member.report.language)
                counts[key] |= {f"{q.kind.value} {q.min} {q.max}" for q in member.claim.quantities if _is_telling(q)}
        for left, right in combinations(sorted(languages), 2):
            if counts[left] & counts[right] and not languages[left] & languages[right]:
                names = self.voices[left].name, self.voices[right].name
                self._union.join(left, right, f"{names[0]} and {names[1]}, in two languages, give the same figure")

    def _fought(self, left: str, right: str) -> bool:
        return bool(self._relations.opposed(left, right, self._day))

    def _same(self, left: Voice, right: Voice) -> str | None:
        """Why two voices are one origin, if they are."""
        sides = left.actor, right.actor
        if sides[0] and sides[1] and one_party(sides[0], sides[1], self._relations) and not self._fought(sides[0], sides[1]):
            return f"{left.name} and {right.name} speak for one party"
        owners = self._relations.owner(left.key), self._relations.owner(right.key)
        if owners[0] is not None and owners[0] == owners[1]:
            return f"{left.name} and {right.name} belong to {owners[0]}"
        return None


def _is_telling(quantity: Quantity) -> bool:
    return max(quantity.min or 0.0, quantity.max or 0.0) > SMALL


def _figures(member: Member) -> set[str]:
    return {f"{q.kind.value} {q.min} {q.max}" for q in member.claim.quantities}
