"""``muc``: 200 reports on attacks in Latin America (MUC-4, development part); who did what to whom and with what, by head nouns.

A filler is right when its head noun is that of a mention of an expected entity; fillers of one entity count once. The reports
come in one case. Published figures for whole systems on the test part, also micro F1 over these roles, lie between 0.4 and 0.6.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bench.figures import SHARED, Figure, Result, Table, corpus_hash, need
from recoupe.extraction.drafts import Draft
from recoupe.language.fold import fold
from recoupe.language.schema_events import Kind
from recoupe.linking.entities import ActorKind
from recoupe.model import Event, Modality, NameKind, Polarity, Span
from recoupe.pipeline import IntakeOptions, RawSource, Reader, read_source
from recoupe.pipeline.finding import find_all
from recoupe.pipeline.tools import Tools

FILE = SHARED / "data" / "muc4" / "dev.jsonl"
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
AIM = 0.50
VIOLENCE = frozenset(
    {
        Event.STRIKE, Event.SHELLING, Event.BOMBING, Event.CHEMICAL, Event.ATTACK, Event.KILLING, Event.ABDUCTION,
        Event.SEXUAL_VIOLENCE, Event.DESTRUCTION,
    }
)  # fmt: skip
PERSONAL = frozenset({Event.KILLING, Event.ABDUCTION, Event.SEXUAL_VIOLENCE})
TOLD = frozenset({Modality.ASSERTED, Modality.POSSIBLE, Modality.DENIED})
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|,")

_TITLED = re.compile(r"([^\W\d_]+) ([^\W\d_]+) ([A-Z][\w.-]+(?: [A-Z][\w.-]+)+)$")
_NAME = re.compile(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)*")

PLURALS = (
    ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("buses", "bus"), ("ss", "ss"), ("us", "us"),
)  # fmt: skip
"""Endings and what stands for them in the singular, before the plain s."""

PUBLISHED = "1990-01-15"
"""The reports are of 1988 to 1990 and mostly do not say of which day."""
GROUPS = frozenset({ActorKind.ARMED_GROUP, ActorKind.GANG, ActorKind.UMBRELLA})

Fillers = dict[str, set[str]]
"""Role → heads, folded."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``muc.toml``."""

    ends: frozenset[str]
    bodies: frozenset[str]
    titles: frozenset[str]
    nothing: frozenset[str]
    no_weapon: frozenset[str]
    forces: frozenset[str]
    state: frozenset[str]
    kinds: frozenset[str]
    military: frozenset[str]
    civil: frozenset[str]


@cache
def rules() -> Rules:
    raw = tomllib.loads((Path(__file__).parent / "muc.toml").read_text(encoding="utf8"))
    return Rules(*(frozenset(raw[field.name]) for field in fields(Rules)))


def measure(*, quick: bool, file: Path = FILE) -> Result:
    """``quick``: every fourth report. Raises ``DataAbsent``."""
    lines = need(file).read_text(encoding="utf8").splitlines()[:: 4 if quick else 1]
    reader = Reader()
    tally = {role: [0, 0, 0] for role in ROLES}
    for line in lines:
        gold = json.loads(line)
        found = fillers(gold["doctext"], reader)
        for role in ROLES:
            right, predicted, wanted = score(found[role], _entities(gold["extracts"].get(role, [])))
            tally[role] = [tally[role][0] + right, tally[role][1] + predicted, tally[role][2] + wanted]
    total = [sum(counts[k] for counts in tally.values()) for k in range(3)]
    rows = tuple((name, *_measures(counts)) for name, counts in (*tally.items(), ("all", total)))
    figures = [Figure("micro f1", _measures(total)[2], AIM), Figure("precision", _measures(total)[0])]
    figures += [Figure("recall", _measures(total)[1]), *(Figure(f"{r}.f1", _measures(tally[r])[2]) for r in ROLES)]
    head = ("", "precision", "recall", "F1", "right", "predicted", "gold")
    name = "muc-quick" if quick else "muc"
    return Result(name, tuple(figures), corpus_hash([file]), (Table("MUC-4, head nouns over sets per report", head, rows),))


def score(found: set[str], wanted: list[set[str]]) -> tuple[int, int, int]:
    """Entities found, fillers given (those of one entity once), entities wanted."""
    right = [entity for entity in wanted if entity & found]
    stray = found - set().union(*wanted) if wanted else found
    return len(right), len(right) + len(stray), len(wanted)


def _entities(mentions: list[list[list[object]]]) -> list[set[str]]:
    return [{head_of(str(m[0])) for m in entity} for entity in mentions]


def head_of(phrase: str) -> str:
    """The last word of a phrase before what only describes it, folded."""
    words = _WORD.findall(fold(phrase.split("--")[0]))
    for k, word in enumerate(words):
        if k > 0 and word in rules().ends:
            return _bare(words[:k])
    return _bare(words)


def singular(word: str) -> str:
    """Without the s of a plural: mentions of one entity differ in it ("car bombs", "bomb")."""
    for ending, kept in PLURALS:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + kept
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


@cache
def _singulars(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(singular, words))


def _last(phrase: str) -> str:
    """The head as it is written."""
    head = head_of(phrase)
    return next((w for w in reversed(_WORD.findall(phrase)) if singular(fold(w).removesuffix("'s")) == head), "")


def _bare(words: list[str]) -> str:
    kept = [w for w in words if w != ","]
    head = kept[-1].removesuffix("'s") if kept else ""
    return singular(head)


# ------------------------------------------------------------ reading


def fillers(doctext: str, reader: Reader) -> Fillers:
    """The fillers of each role from the claims of violence of a report."""
    tools = reader.tools("en")
    text = tools.view(doctext)
    _, findings = find_all(text, tools)
    out: Fillers = {role: set() for role in ROLES}
    known = [n.span for n in findings.names if not {NameKind.PERSON, NameKind.UNKNOWN} & set(n.kinds)]
    kept: set[Span] = set()
    for draft in tools.claims.read(text, findings.sentences)[0]:
        if draft.event in VIOLENCE and draft.modality in TOLD and draft.polarity is Polarity.POSITIVE and not draft.generic:
            if not _is_combat(text, draft, tools):
                kept.add(draft.trigger)
            for role, phrase in _of_draft(text, draft, tools, known):
                head = head_of(phrase)
                if len(head) > 2 and not {head, f"{head}s"} & rules().nothing:
                    out[role].add(head)
    out["PerpOrg"] |= set(_bodies(doctext, reader, kept))
    return out


def _bodies(doctext: str, reader: Reader, triggers: set[Span]) -> Iterator[str]:
    """Heads of the names of the groups that the authors of violence were resolved to ("guerrillas" of one that is named)."""
    options = IntakeOptions(published=PUBLISHED, language="en")
    now = datetime(1990, 6, 1, tzinfo=UTC)
    report = read_source(RawSource("report", doctext.encode()), options=options, detect=lambda _: "en", now=now)
    for claim in reader.read(report).claims:
        if claim.trigger in triggers:
            for mention in claim.actors:
                if mention.link.entity is not None and mention.link.entity.id in _groups(reader):
                    yield head_of(mention.link.entity.name)


@cache
def _groups(reader: Reader) -> frozenset[str]:
    registry = reader.tools("en").knowledge.registry
    return frozenset(actor.id for actor in registry.actors() if actor.kind in GROUPS)


def _of_draft(text: str, draft: Draft, tools: Tools, known: Sequence[Span] = ()) -> Iterator[tuple[str, str]]:
    if _is_combat(text, draft, tools):
        return
    authors = (*(span.of(text) for span in draft.actor_words), *(p.phrase.text for p in draft.actors))
    for phrase in authors:
        if fold(phrase) in tools.demonyms:
            continue  # an adjective of nationality before the noun names a side, and nobody
        if draft.event in PERSONAL or not _is_state(phrase):
            yield from _author(phrase, tools)
    yield from _author_told_of(text, draft)
    for span in draft.target_words:
        phrase = _named(span.of(text))
        if any(name.covers(span) for name in known):
            continue  # a town, a country or a body
        for name in _behind_commas(phrase, tools):
            yield "Victim", name
        if _is_person(phrase, tools):
            if draft.event is not Event.DESTRUCTION:
                yield "Victim", phrase
        elif _is_thing(phrase, tools) and not _is_military(phrase):
            yield "Target", phrase
    for means in draft.means:
        if not means.span.overlaps(draft.trigger) and head_of(means.span.of(text)) not in _singulars(rules().no_weapon):
            yield "Weapon", means.span.of(text)


def _named(phrase: str) -> str:
    """The person whose title ends what stands before ("court of justice president X Y"); else the phrase."""
    found = _TITLED.search(phrase)
    titled = found is not None and fold(found.group(2)) in rules().titles and fold(found.group(1)) not in rules().ends
    return found.group(3) if found is not None and titled else phrase


def _author_told_of(text: str, draft: Draft) -> Iterator[tuple[str, str]]:
    """ "Terrorist attacks": the word before the noun says what kind of people did it, where nobody else is named."""
    before = _WORD.findall(text[max(0, draft.trigger.start - 20) : draft.trigger.start])[-1:]
    if not draft.verb and not draft.actor_words and before and singular(fold(before[0])) in rules().kinds:
        yield "PerpInd", before[0]


def _is_military(phrase: str) -> bool:
    """What forces have: to strike at it is war."""
    words = [singular(fold(w)) for w in _WORD.findall(phrase.split(",")[0])]
    return not rules().military.isdisjoint(words)


def _is_combat(text: str, draft: Draft, tools: Tools) -> bool:
    """Whether only armed people or their positions are attacked, which is war and not asked about here; or nobody at all."""
    heads = {head_of(span.of(text)) for span in draft.target_words}
    armed = (tools.people.armed_nouns | {"position"}) - rules().civil
    if not heads:
        vague = draft.circumstance or not (draft.verb or draft.places or draft.time)
        return draft.event is Event.ATTACK and vague and not draft.means
    return draft.event is not Event.ABDUCTION and all(h in armed or f"{h}s" in armed for h in heads) and len(heads) < 3


def _is_state(phrase: str) -> bool:
    """Forces of a state: what they attack is war or police work; what they do to people is asked about."""
    head = head_of(phrase)
    return bool({head, f"{head}s"} & rules().state)


def _behind_commas(phrase: str, tools: Tools) -> Iterator[str]:
    """Names of persons in apposition ("the ambassador's daughter, …")."""
    first, *rest = phrase.split(",")
    yield from (name.strip() for name in rest if _is_person(name, tools) and not _is_person(first, tools))


def _author(phrase: str, tools: Tools) -> Iterator[tuple[str, str]]:
    """Individuals and groups of them; a body by its name, also where it stands behind its members."""
    words = _WORD.findall(phrase)
    if len(words) == 1 and words[0].islower() and tools.lemmas.lemma_of_part(fold(words[0]), "noun") == fold(words[0]):
        return  # "rebel" before a noun
    if _is_person(phrase, tools):
        yield "PerpInd", phrase
        return
    head, last = head_of(phrase), _last(phrase)
    named = last[:1].isupper() and tools.lemmas.lemma_of_part(head, "noun") is None
    if named and not last.isupper() and len(_NAME.findall(phrase)) == 1 and words[0] == last:
        yield "PerpInd", phrase  # a surname alone
        return
    if {head, f"{head}s"} & rules().bodies or named:
        yield "PerpOrg", phrase
        return
    lemma = tools.lemmas.lemma_of_part(head, "noun") or head
    people = tools.people
    kinds = tools.noun_kinds.of_lemma.get(lemma, frozenset())
    known = {lemma, head} & (people.armed_nouns | people.civilian_nouns | people.group_nouns | people.office_nouns.keys())
    if known or kinds & {Kind.ACTOR, Kind.CIVILIAN}:
        yield "PerpInd", phrase
        yield from (("PerpOrg", name) for name in _NAME.findall(phrase.removeprefix(words[0])))
        yield from (("PerpOrg", word) for word in words if fold(word) in rules().forces)


def _is_person(phrase: str, tools: Tools) -> bool:
    """A name of a person: capitals, and no word of a body, thing or place among them."""
    words = [w for w in _WORD.findall(phrase) if w != ","]
    names = [w for w in words if w[0].isupper()]
    run = _NAME.findall(phrase)[-1:]
    lower = {fold(w) for w in words}
    last = _last(phrase)
    abbreviation = last.isupper() and len(last) > 1
    if not run or not last[:1].isupper() or abbreviation or {fold(w) for w in run[0].split()} & rules().bodies:
        return False
    if lower & rules().titles:
        return True
    kinds = tools.noun_kinds.of_lemma.get(tools.lemmas.lemma_of_part(fold(last), "noun") or fold(last), frozenset())
    return len(names) >= 2 and not kinds


def _is_thing(phrase: str, tools: Tools) -> bool:
    head = head_of(phrase)
    lemma = tools.lemmas.lemma_of_part(head, "noun") or head
    kinds = tools.noun_kinds.of_lemma.get(lemma, frozenset())
    armed = tools.people.armed_nouns - tools.people.force_nouns.keys() - rules().civil
    if lemma in tools.people.civilian_nouns or lemma in armed:
        return False
    return Kind.SITE in kinds or Kind.EQUIPMENT in kinds


def _measures(counts: Iterable[int]) -> tuple[float, float, float, int, int, int]:
    right, predicted, gold = counts
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0, right, predicted, gold
