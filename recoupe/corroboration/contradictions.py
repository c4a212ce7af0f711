"""Which versions exclude each other. Figures of different people, earlier counts and open bounds do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from recoupe.corroboration.families import ONE_SIDED
from recoupe.corroboration.geo import FINE, gap_km
from recoupe.corroboration.holdings import LABELLED, Held
from recoupe.corroboration.relations import Relations, one_party, related
from recoupe.corroboration.versions import FIGURES, Said, current
from recoupe.corroboration.voices import is_named
from recoupe.model import NOT, Attribute, Contradiction, Event, Reason, Spot, Stance, Voice

_APART_KM = 25.0
_AIR = frozenset({"aircraft", "drone", "helicopter"})
_GUNS = frozenset({"artillery", "mortar", "rocket", "tank"})
_PLANTED = frozenset({"ied", "mine", "car_bomb", "suicide", "bomb"})
_BLAMED = ONE_SIDED | {Event.ACCUSATION}
_CLASSES = (_AIR, _GUNS, _PLANTED)
CIVILIANS = "civilians"


class Contradictions:
    """Pairs of versions of one incident that exclude each other."""

    def __init__(
        self,
        *,
        events: Mapping[str, Event],
        hit: Mapping[str, frozenset[str]],
        spots: Mapping[str, Spot],
        days: Mapping[str, tuple[date | None, date | None]],
        voices: Mapping[str, Voice],
        relations: Relations,
    ) -> None:
        """``events`` and ids of those ``hit`` by claim, ``spots`` by the value of a place, ``days`` by the value of a time,
        ``voices`` by key.
        """
        self._events, self._hit, self._spots, self._days = events, hit, spots, days
        self._voices, self._relations = voices, relations
        self._joint: frozenset[frozenset[str]] = frozenset()

    def find(self, attribute: Attribute, said: Sequence[Said]) -> tuple[Contradiction, ...]:
        """Each pair of versions once, with the two claims that show it best."""
        found: dict[tuple[str, str], Contradiction] = {}
        for one in (*self._denied(attribute, said), *self._rival(attribute, said)):
            left, right = sorted((one.left, one.right))
            before = found.get((left, right))
            if before is None or (one.of_standing and not before.of_standing):
                found[left, right] = one
        return tuple(found[key] for key in sorted(found))

    def _denied(self, attribute: Attribute, said: Sequence[Said]) -> Iterator[Contradiction]:
        """Somebody denies what somebody else says. Who denies what they said before has changed their mind."""
        denials = [s for s in said if s.held.holding.stance is Stance.DENIES]
        for denial in denials:
            for other in said:
                if other.held.holding.stance is Stance.DENIES or denial.roots == other.roots:
                    continue
                if self._meant(attribute, denial, other):
                    why = f"{denial.held.holding.voice.name} denies it"
                    yield self._made(attribute, other, denial, why, against=NOT + denial.held.value)

    def _meant(self, attribute: Attribute, denial: Said, other: Said) -> bool:
        if denial.held.value == other.held.value:
            return True
        if attribute in (Attribute.ACTOR, Attribute.TARGET):
            return one_party(denial.held.value, other.held.value, self._relations)
        return attribute in FIGURES and denial.held.scope == other.held.scope and not _exclude(denial, other)

    def _rival(self, attribute: Attribute, said: Sequence[Said]) -> Iterator[Contradiction]:
        exclude = self._rule(attribute)
        if exclude is None:
            return
        standing = [s for s in said if s.held.holding.stance is not Stance.DENIES]
        self._joint = _held_together(standing)
        if attribute in FIGURES:
            standing = current(standing)
        for left, right in combinations(standing, 2):
            if left.roots & right.roots or (left.held.value, left.held.scope) == (right.held.value, right.held.scope):
                continue
            why = exclude(left, right)
            if why is not None:
                yield self._made(attribute, left, right, why, against=right.held.value)

    def _rule(self, attribute: Attribute) -> Callable[[Said, Said], str | None] | None:
        if attribute in FIGURES:
            return self._figures
        rules = {
            Attribute.ACTOR: self._culprits, Attribute.TARGET: self._victims, Attribute.PLACE: self._places,
            Attribute.TIME: self._times, Attribute.MEANS: self._ways,
        }  # fmt: skip
        return rules.get(attribute)

    def _made(self, attribute: Attribute, left: Said, right: Said, why: str, *, against: str) -> Contradiction:
        weight = -1.0 if self._has_standing(left) and self._has_standing(right) else -0.5
        proofs = (left.held.holding.proof, right.held.holding.proof)
        return Contradiction(attribute, left.held.value, against, Reason(why, weight), proofs, weight == -1.0)

    def _has_standing(self, said: Said) -> bool:
        """Somebody named, or of a side, who asserts or denies; a suspicion and an unnamed voice have none."""
        holding = said.held.holding
        return holding.stance is not Stance.SUSPECTS and (is_named(holding.voice) or holding.voice.key != "unnamed")

    # ------------------------------------------------------------ what excludes what

    def _figures(self, left: Said, right: Said) -> str | None:
        if left.held.scope != right.held.scope:
            return self._part_above_whole(left, right)
        if not _exclude(left, right):
            return None
        lower, higher = sorted((left, right), key=lambda s: s.held.low if s.held.low is not None else -1.0)
        if lower.day < higher.day and self._may_have_grown(lower, higher):
            return None
        return "figures that exclude each other"

    def _part_above_whole(self, left: Said, right: Said) -> str | None:
        part, whole = (left, right) if left.held.scope is not None else (right, left)
        if whole.held.scope is not None or part.held.low is None or whole.held.high is None:
            return None
        if part.held.low > whole.held.high and whole.day >= part.day:
            return "a figure of some that is above the figure of all"
        return None

    def _may_have_grown(self, lower: Said, higher: Said) -> bool:
        """Counts rise with the days. That of a party to it is its version, not an early count, except before one of its own."""
        one, other = lower.held.holding.voice.actor, higher.held.holding.voice.actor
        return one is None or (other is not None and one_party(one, other, self._relations))

    def _culprits(self, left: Said, right: Said) -> str | None:
        a, b = left.held, right.held
        events = [self._events[s.holding.proof.claim] for s in (a, b)]
        if any(event not in _BLAMED for event in events) or a.value.startswith("words:") or b.value.startswith("words:"):
            return None
        if one_party(a.value, b.value, self._relations) or self._relations.allied(a.value, b.value, a.holding.said):
            return None
        if frozenset({a.value, b.value}) in self._joint or self._fight(a, b):
            return None
        return "two unrelated ones are said to have done it"

    def _fight(self, a: Held, b: Held) -> bool:
        """Each is said to have hit the other: two sides of one fight."""
        hit = [self._hit.get(h.holding.proof.claim, frozenset()) for h in (a, b)]
        struck = [(b.value, v) for v in hit[0]] + [(a.value, v) for v in hit[1]]
        return any(related(actor, victim, self._relations) for actor, victim in struck)

    def _victims(self, left: Said, right: Said) -> str | None:
        """Civilians by one account, fighters by the other, where no account has both among those who were hit."""
        values = {left.held.value, right.held.value}
        events = [self._events[s.held.holding.proof.claim] for s in (left, right)]
        if CIVILIANS not in values or len(values) < 2 or any(v.startswith("words:") for v in values):
            return None
        if any(event not in ONE_SIDED for event in events) or frozenset(values) in self._joint:
            return None
        if LABELLED in values:
            label = next(s.held.label for s in (left, right) if s.held.value == LABELLED)
            return f"civilians by one account, by the other {label}"
        return "civilians by one account, and not by the other"

    def _places(self, left: Said, right: Said) -> str | None:
        one, other = self._spots.get(left.held.value), self._spots.get(right.held.value)
        if one is None or other is None or one.precision not in FINE or other.precision not in FINE:
            return None
        gap = gap_km(one, other)
        return f"places {gap:.0f} km apart at least" if gap is not None and gap > _APART_KM else None

    def _times(self, left: Said, right: Said) -> str | None:
        (a, b), (c, d) = self._days.get(left.held.value, (None, None)), self._days.get(right.held.value, (None, None))
        if a is None or b is None or c is None or d is None or b - a > timedelta(1) or d - c > timedelta(1):
            return None
        return "different days" if b < c or d < a else None

    def _ways(self, left: Said, right: Said) -> str | None:
        classes = [next((n for n, c in enumerate(_CLASSES) if s.held.value in c), None) for s in (left, right)]
        return "from the air, from guns, or planted" if None not in classes and classes[0] != classes[1] else None


def _exclude(left: Said, right: Said) -> bool:
    """Two figures of which no value satisfies both."""
    a, b = left.held, right.held
    return (a.high is not None and b.low is not None and a.high < b.low) or (
        b.high is not None and a.low is not None and b.high < a.low
    )


def _held_together(said: Sequence[Said]) -> frozenset[frozenset[str]]:
    """Pairs of values that one origin holds side by side in one report: by its account they do not exclude each other."""
    by_account: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for one in said:
        by_account[one.held.holding.proof.report, one.roots].add(one.held.value)
    return frozenset(frozenset(pair) for values in by_account.values() for pair in combinations(sorted(values), 2))
