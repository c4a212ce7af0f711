"""What every language pack must hold, and what its examples must cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from recoupe.language.data import load_toml
from recoupe.language.fold import fold
from recoupe.language.lemmas import LemmaTable, load_lemmas
from recoupe.language.pack import LanguagePack, available, load_pack
from recoupe.language.schema_examples import ExampleClaim, Examples
from recoupe.language.schema_time import PhraseKind, TimeWords
from recoupe.language.tokens import Tokenizer
from recoupe.model import Event, Modality, QuantityKind, SourceKind, Span
from recoupe.temporal.phrases import TimeReader

FILES = (
    "pack", "events", "attribution", "modality", "time", "numbers", "places", "people", "labels", "examples", "detection",
)  # fmt: skip


ROLES = ("actors", "targets", "places", "time", "quantities", "means", "attribution")


@pytest.fixture(params=available())
def pack(request: pytest.FixtureRequest) -> LanguagePack:
    return load_pack(request.param)


@pytest.fixture
def examples(pack: LanguagePack) -> Examples:
    return load_toml(pack.folder / "examples.toml", Examples)


@pytest.fixture
def claims(examples: Examples) -> list[ExampleClaim]:
    return [claim for example in examples.example for claim in example.claim]


def test_every_pack_has_the_same_files(pack: LanguagePack) -> None:
    missing = [name for name in FILES if not (pack.folder / f"{name}.toml").is_file()]
    assert not missing
    unknown = {path.stem for path in pack.folder.glob("*.toml")} - set(FILES)
    assert not unknown, "a file that no other pack has and nothing reads"


def test_every_category_has_two_examples_or_a_reason(
    pack: LanguagePack, examples: Examples, claims: list[ExampleClaim]
) -> None:
    counted: Counter[str] = Counter(f"time {kind}" for kind in times(pack, examples))
    for claim in claims:
        counted.update({f"role {role}" for role in ROLES if getattr(claim, role)})
        counted.update({f"event {code}" for code in claim.event})
        counted.update({f"modality {mode}" for mode in claim.modality})
        counted.update({f"source {step.kind}" for step in claim.attribution})
        counted.update({f"quantity {quantity.kind}" for quantity in claim.quantities})
    wanted = [f"event {e}" for e in Event] + [f"modality {m}" for m in Modality]
    wanted += [f"source {s}" for s in SourceKind] + [f"quantity {q}" for q in QuantityKind]
    wanted += [f"role {role}" for role in ROLES] + [f"time {kind}" for kind in PhraseKind]
    assert not [name for name in wanted if counted[name] < 2 and not examples.absent.get(name)]
    assert not [name for name in examples.absent if name not in wanted or counted[name] >= 2], "a reason that is needed no more"


def times(pack: LanguagePack, examples: Examples) -> Iterator[PhraseKind]:
    """The classes of the time phrases of the examples, once for each of them."""
    reader = TimeReader(load_toml(pack.folder / "time.toml", TimeWords))
    for example in examples.example:
        yield from {phrase.kind for phrase in reader.find(example.text, _whole(example.text))}


def test_triggers_of_the_examples_are_words_of_the_language(pack: LanguagePack, claims: list[ExampleClaim]) -> None:
    """Nearly all: a table of lemmas has gaps, but a slip of the pen in a pack shows here."""
    table, tokenizer = load_lemmas(pack.folder / "lemmas.txt.gz"), Tokenizer(pack.head.tokens)
    triggers = {claim.trigger for claim in claims}
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


def test_no_pack_is_too_large() -> None:
    for code in available():
        size = sum(path.stat().st_size for path in Path(load_pack(code).folder).rglob("*") if path.is_file())
        assert size < 24_000_000
