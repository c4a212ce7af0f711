"""What every language pack must hold, and what its examples must cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from recoupe.language.data import load_toml
from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable, load_lemmas
from recoupe.language.pack import LanguagePack, load_pack
from recoupe.language.schema_examples import Example, ExampleClaim, Examples
from recoupe.language.schema_time import PhraseKind, TimeWords
from recoupe.language.tokens import Tokenizer
from recoupe.model import Event, Modality, QuantityKind, SourceKind, Span
from recoupe.temporal.phrases import TimeReader
from tests.contract.conftest import SHIPPED

FILES = (
    "pack", "events", "attribution", "modality", "time", "numbers", "places", "people", "labels", "examples", "swaps",
    "detection",
)  # fmt: skip
ROLES = ("actors", "targets", "places", "time", "quantities", "means", "attribution")
WANTED = (
    *(f"event {e}" for e in Event),
    *(f"role {r}" for r in ROLES),
    *(f"modality {m}" for m in Modality),
    *(f"source {s}" for s in SourceKind),
    *(f"quantity {q}" for q in QuantityKind),
    *(f"time {k}" for k in PhraseKind),
)
ENOUGH = 2
"""Examples of each category, unless the pack says why there are fewer."""
PARSER_BYTES = 20_000_000


def categories(example: Example, times: TimeReader) -> Iterator[str]:
    """What an example is one of, once for each claim; the classes of time phrases once for the whole text."""
    for claim in example.claim:
        told = {f"role {role}" for role in ROLES if getattr(claim, role)}
        told |= {f"event {code}" for code in claim.event}
        told |= {f"modality {mode}" for mode in claim.modality}
        told |= {f"source {step.kind}" for step in claim.attribution}
        told |= {f"quantity {quantity.kind}" for quantity in claim.quantities}
        yield from told
    yield from {f"time {phrase.kind}" for phrase in times.find(example.text, _whole(example.text))}


def uncovered(told: Iterable[Iterable[str]], absent: Mapping[str, str]) -> list[str]:
    """The categories that too few of the examples are of, and for whose absence no reason stands."""
    counted = Counter(category for each in told for category in each)
    return [name for name in WANTED if counted[name] < ENOUGH and not absent.get(name, "").strip()]


@pytest.fixture
def told(pack: LanguagePack, examples: Examples) -> list[list[str]]:
    reader = TimeReader(load_toml(pack.folder / "time.toml", TimeWords))
    return [list(categories(example, reader)) for example in examples.example]


def test_every_pack_has_the_same_files(pack: LanguagePack) -> None:
    missing = [name for name in FILES if not (pack.folder / f"{name}.toml").is_file()]
    assert not missing
    unknown = {path.stem for path in pack.folder.glob("*.toml")} - set(FILES)
    assert not unknown, "a file that no other pack has and nothing reads"


def test_every_category_has_two_examples_or_a_reason(examples: Examples, told: list[list[str]]) -> None:
    assert uncovered(told, examples.absent) == []
    counted = Counter(category for each in told for category in each)
    needless = [name for name in examples.absent if name not in WANTED or counted[name] >= ENOUGH]
    assert needless == [], "a reason that is needed no more"


def test_a_category_whose_examples_go_is_missed(examples: Examples, told: list[list[str]]) -> None:
    """The check above can fail: without the examples of a category, or without its reason, it is named."""
    for name in WANTED:
        absent = {k: v for k, v in examples.absent.items() if k != name}
        assert name in uncovered([each for each in told if name not in each], absent)
        assert name in uncovered([each for each in told if name not in each], absent | {name: " "})


def test_triggers_of_the_examples_are_words_of_the_language(pack: LanguagePack, claims: list[ExampleClaim]) -> None:
    """Nearly all: a table of lemmas has gaps, but a slip of the pen in a pack shows here."""
    table, tokenizer = load_lemmas(pack.folder / "lemmas.txt.gz"), Tokenizer(pack.head.tokens)
    marks = pack.head.tokens.marks
    triggers = {"".join(c for c in claim.trigger if c not in marks) for claim in claims}
    unknown = {
        trigger
        for trigger in triggers
        if not any(_known(word.of(trigger).lower(), table) for word in tokenizer.words(trigger, _whole(trigger)))
    }
    assert len(unknown) <= 0.02 * len(triggers), unknown


def _known(form: str, table: LemmaTable) -> bool:
    return any(table.lemma_of_part(form.replace("’", "'"), part) for part in ("verb", "noun", "adj"))


def _whole(text: str) -> Span:
    return Span(0, len(text))


def test_placeholders_are_words_that_the_tokenizer_leaves_whole(pack: LanguagePack) -> None:
    tokenizer = Tokenizer(pack.head.tokens)
    for word in (pack.head.name_placeholder, pack.head.number_placeholder):
        assert [span.of(word) for span in tokenizer.words(word, _whole(word))] == [word]


def test_elisions_are_folded_and_without_apostrophe(pack: LanguagePack) -> None:
    rules = pack.head.tokens
    assert not [word for word in rules.elisions if "'" in word or word != word.lower()]
    assert len(set(map(fold, rules.abbreviations))) == len(rules.abbreviations)


@pytest.mark.parametrize("code", SHIPPED)
def test_no_parser_is_too_large(code: str) -> None:
    pack = load_pack(code)
    assert _size(pack.folder) < 1.2 * PARSER_BYTES
    if pack.head.parser:
        assert 1_000_000 < _size(pack.folder / pack.head.parser) <= PARSER_BYTES


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
