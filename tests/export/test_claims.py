from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped,unused-ignore]
import pytest
from hypothesis import given, settings

from recoupe.export.claims import Json, claim_lines, claim_object, report_object
from recoupe.export.codes import DATA
from recoupe.model import Origin, Reading
from tests.ledger.readings import TEXT, reading, readings, report

SCHEMA = json.loads((DATA / "ontology" / "claims.schema.json").read_text(encoding="utf-8"))
FIELDS = [
    "id", "report", "event", "acled", "plover", "modality", "polarity", "evidence", "trigger", "actors", "targets", "places",
    "time", "quantities", "means", "attribution", "confidence", "reasons", "reader",
]  # fmt: skip


def first() -> dict[str, Any]:
    return claim_object(reading().claims[0], report())


def test_claims_fit_the_contract() -> None:
    for claim in reading().claims:
        made = claim_object(claim, report())
        jsonschema.validate(made, SCHEMA)
        assert list(made) == FIELDS


def test_the_schema_refuses_what_the_contract_does_not_know() -> None:
    changes: list[dict[str, Json]] = [{"event": "other"}, {"modality": None}, {"confidence": 2}, {"time": {}}, {"actors": [{}]}]
    for change in changes:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**first(), **change}, SCHEMA)


def test_spans_are_letter_for_letter() -> None:
    assert _spans_hold(first())
    assert first()["evidence"]["text"] == TEXT.splitlines()[0]


@given(readings())
@settings(max_examples=40, deadline=None)
def test_spans_of_any_claim_are_letter_for_letter(any_reading: Reading) -> None:
    for claim in any_reading.claims:
        made = claim_object(claim, any_reading.report)
        assert json.loads(json.dumps(made)) == made
        assert _spans_hold(made, any_reading.report.text)


def _spans_hold(value: Json, text: str = TEXT) -> bool:
    if isinstance(value, list):
        return all(_spans_hold(item, text) for item in value)
    if not isinstance(value, dict):
        return True
    start, end = value.get("start"), value.get("end")
    holds = not (isinstance(start, int) and isinstance(end, int)) or text[start:end] == value["text"]
    return holds and all(_spans_hold(item, text) for item in value.values())


def test_the_fields_of_a_role() -> None:
    made = first()
    assert made["actors"] == [{
        "text": "l'armée du Val", "start": 22, "end": 36, "id": "val-army", "name": "Army of Val", "loaded": False,
        "candidates": [
            {"id": "val-army", "name": "Army of Val", "score": 0.9, "reasons": [
                {"reason": "the same name", "weight": 0.7}, {"reason": "named before", "weight": 0.2}]},
            {"id": "val-police", "name": "Police of Val", "score": 0.2, "reasons": [{"reason": "shares a word", "weight": 0.2}]},
        ],
        "allies": {"start": 30, "end": 36, "text": "du Val"}, "antecedent": None,
    }]  # fmt: skip
    (target,) = made["targets"]
    assert (target["id"], target["name"], target["loaded"]) == (None, None, True)
    assert made["quantities"][0] | {"flags": None} == {
        "kind": "killed", "min": 12, "max": None, "unit": "person", "of": "combattants", "text": "au moins 12 combattants",
        "start": 83, "end": 106, "flags": None,
    }  # fmt: skip
    assert made["time"] == {
        "text": "mardi 3 mars 2020", "start": 58, "end": 75, "from": "2020-03-03", "to": "2020-03-03", "edtf": "2020-03-03",
        "basis": "as written",
    }  # fmt: skip
    assert made["attribution"][0]["cue"] == "Selon"


def test_the_report_is_named_by_path_or_url() -> None:
    origins = (Origin("a.txt"), Origin(None, "https://example.org/a"), Origin("a", "https://example.org/a"), Origin())
    told = [report_object(replace(report(), origin=origin)) for origin in origins]
    named = [[name for name in ("path", "url") if name in one] for one in told]
    assert named == [["path"], ["url"], ["path", "url"], ["path"]]


def test_another_reports_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="not of report"):
        claim_object(reading().claims[0], report("Autre texte."))


def test_lines_are_the_same_every_time_and_keep_accents() -> None:
    pairs = [(claim, report()) for claim in reading().claims]
    lines = list(claim_lines(pairs))
    assert lines == list(claim_lines(pairs))
    assert "Pont-Élan" in lines[0]
    assert all("\n" not in line for line in lines)
