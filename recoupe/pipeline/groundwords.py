"""Words right before an unknown name that make a place of it: what is besieged, seized or retaken is ground."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable
from recoupe.language.schema_events import EventWords, Kind, Slot
from recoupe.model import Event, Span

TAKEN = frozenset({Event.CAPTURE, Event.SIEGE, Event.HOLD})
SCENES = frozenset({Event.BOMBING, Event.CLASH, Event.KILLING, Event.PROTEST})
"""Events whose noun is told "of" the town where they happen, and not of a government with its seat there."""
PEOPLE_TOO = frozenset({Event.ARREST, Event.ABDUCTION})
"""Events of people whose verbs serve for towns as well ("captured", "seized"): a name that is no person's is a town's."""
PERSONS = frozenset({Kind.ACTOR, Kind.CIVILIAN})
_NEXT = re.compile(r"[ \u00a0]([^\W\d_]+)")
REACH = 40
"""Characters before the name that are looked at."""


class GroundWords:
    """Build it once for a pack."""

    def __init__(self, events: EventWords, genitives: Iterable[str], lemmas: LemmaTable) -> None:
        self._lemmas = lemmas
        self._genitives = frozenset(map(fold, genitives))
        self._nouns = frozenset(lemma for frame in events.noun if frame.event in TAKEN for lemma in frame.lemmas)
        self._scenes = frozenset(lemma for frame in events.noun if frame.event in SCENES for lemma in frame.lemmas)
        self._events = frozenset(lemma for frame in events.noun for lemma in frame.lemmas)
        self._verbs = _verbs(events)

    def is_ground(self, text: str, name: Span) -> bool:
        """Whether "the siege of", "the capture of" or "recaptured" stands right before ``name``."""
        before = text[max(0, name.start - REACH) : name.start].lower()
        words = fold(before).replace("'", "' ").split()
        if len(words) > 1 and words[-1] in self._genitives:
            return self._lemmas.lemma_of_part(_unfolded(before, words[-2]), "noun") in self._nouns
        return bool(words) and self._lemmas.lemma_of_part(_unfolded(before, words[-1]), "verb") in self._verbs

    def is_scene(self, text: str, name: Span, *, before_noun: bool) -> bool:
        """Whether a town's name tells where an event was: "the bombing of X", and with ``before_noun`` "the X attack"."""
        words = fold(text[max(0, name.start - REACH) : name.start].lower()).replace("'", "' ").split()
        if len(words) > 1 and words[-1] in self._genitives:
            before = text[max(0, name.start - REACH) : name.start].lower()
            return self._lemmas.lemma_of_part(_unfolded(before, words[-2]), "noun") in self._scenes
        behind = _NEXT.match(text, name.end) if before_noun else None
        return behind is not None and self._lemmas.lemma_of_part(behind[1].lower(), "noun") in self._events


def _verbs(events: EventWords) -> frozenset[str]:
    """Verbs that alone, with ground as their object, take or besiege it, and of people say no more than that they were seized."""
    frames = [f for f in events.verb if not f.noun]
    taking = (f for f in frames if f.event in TAKEN and Kind.GROUND in f.object and f.actor is Slot.SUBJECT)
    others = (f for f in frames if f.event not in TAKEN | PEOPLE_TOO and (not f.object or PERSONS.intersection(f.object)))
    return frozenset(lemma for f in taking for lemma in f.lemmas) - frozenset(lemma for f in others for lemma in f.lemmas)


def _unfolded(before: str, folded: str) -> str:
    at = fold(before).rfind(folded)
    return before[at : at + len(folded)]
