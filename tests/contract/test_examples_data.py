"""The coded material holds together: every quotation is found, every code is covered, dates and offsets are right."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recoupe.errors import DataError
from recoupe.language.data import load_toml
from recoupe.language.pack import load_pack
from recoupe.language.schema_examples import ExampleClaim, Examples, occurrence
from recoupe.model import Means, Modality, Polarity, Relation
from tests.contract.conftest import SHIPPED

ROOT = Path(__file__).parents[2]
GOLDS = [ROOT / "bench" / "heldout" / "fr" / "gold.json", ROOT / "examples" / "dossier" / "gold.json"]


def test_quotations_are_found_and_triggers_lie_in_their_evidence(examples: Examples) -> None:
    for example in examples.example:
        for claim in example.claim:
            at = occurrence(example.text, claim.trigger, claim.trigger_nth)
            assert claim.evidence in example.text, example.id
            end = at + len(claim.trigger)
            starts = [i for i in range(len(example.text)) if example.text.startswith(claim.evidence, i)]
            assert any(s <= at and end <= s + len(claim.evidence) for s in starts), (example.id, claim.trigger)


def test_no_text_stands_twice(examples: Examples) -> None:
    assert not [text for text, n in Counter(e.text for e in examples.example).items() if n > 1]


def test_triggers_of_one_example_differ(examples: Examples) -> None:
    for example in examples.example:
        starts = [occurrence(example.text, c.trigger, c.trigger_nth) for c in example.claim]
        assert len(starts) == len(set(starts)), example.id


def test_times_run_forward_and_asserted_ones_lie_before_publication(examples: Examples) -> None:
    for example in examples.example:
        for claim in example.claim:
            if claim.time is None:
                continue
            start, end = claim.time
            assert start <= end, example.id
            if claim.modality == (Modality.ASSERTED,):
                assert start <= example.published, example.id


@pytest.mark.parametrize("code", SHIPPED)
def test_amounts(code: str) -> None:
    """Of the packs that ship."""
    examples = load_toml(load_pack(code).folder / "examples.toml", Examples).example
    claims = [claim for example in examples for claim in example.claim]
    assert len(examples) >= 80
    assert sum(not e.claim for e in examples) >= 8
    assert len({e.war for e in examples}) >= 6
    assert set(Polarity) == {claim.polarity for claim in claims}
    assert {Relation.AT, Relation.NEAR, Relation.TOWARD, Relation.FROM, Relation.AROUND, Relation.NORTH_OF} <= {
        p.relation for claim in claims for p in claim.places
    }
    assert len(set(Means) - {m for claim in claims for m in claim.means}) <= 2


def test_an_unknown_key_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "examples.toml"
    path.write_text('[[example]]\nid = "fr-001"\nwar = "x"\npublished = "2020-01-01"\ntext = "a"\nmood = "b"\n', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_toml(path, Examples)
    assert caught.value.line == 6


def test_an_id_used_twice_is_an_error(tmp_path: Path) -> None:
    one = '[[example]]\nid = "fr-001"\nwar = "x"\npublished = "2020-01-01"\ntext = "a"\n'
    path = tmp_path / "examples.toml"
    path.write_text(one + one, encoding="utf-8")
    with pytest.raises(DataError, match="fr-001"):
        load_toml(path, Examples)


def without_front_matter(source: str) -> str:
    if not source.startswith("---\n"):
        return source
    return source.split("\n---\n", 1)[1].lstrip("\n")


@pytest.mark.parametrize("path", GOLDS, ids=lambda p: p.parent.name)
def test_gold_quotes_its_reports(path: Path) -> None:
    reports: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    assert len(reports) == 8
    assert sorted(r["id"] for r in reports) == sorted(f.stem for f in path.parent.glob("*.txt"))
    for report in reports:
        text = report["text"]
        assert without_front_matter((path.parent / f"{report['id']}.txt").read_text(encoding="utf-8")) == text
        marks = report["opinions"] + report["loaded"]
        spans = marks + [claim[key] for claim in report["claims"] for key in ("evidence", "trigger")]
        for span in spans:
            assert text[span["start"] : span["end"]] == span["text"]
        assert len({claim["id"] for claim in report["claims"]}) == len(report["claims"])


@pytest.mark.parametrize("path", GOLDS, ids=lambda p: p.parent.name)
def test_gold_stays_within_the_ontology(path: Path) -> None:
    for report in json.loads(path.read_text(encoding="utf-8")):
        assert [date.fromisoformat(d) for d in report["published"]] == sorted(date.fromisoformat(d) for d in report["published"])
        for claim in report["claims"]:
            assert claim["trigger"]["start"] >= claim["evidence"]["start"], claim["id"]
            assert claim["trigger"]["end"] <= claim["evidence"]["end"], claim["id"]
            ExampleClaim.model_validate(as_example(claim))


def as_example(claim: dict[str, Any]) -> dict[str, Any]:
    """A gold claim in the shape of an example's, so that one schema checks both."""
    shape = {k: v for k, v in claim.items() if k not in ("id", "evidence", "trigger", "attribution")}
    named = [{"kind": s["kind"], "name": s["name"] or []} for s in claim["attribution"]]
    return {**shape, "evidence": claim["evidence"]["text"], "trigger": claim["trigger"]["text"], "attribution": named}
