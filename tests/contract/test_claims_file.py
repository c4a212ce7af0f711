"""The claims file, as the command writes it, keeps its promises."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from recoupe.cli.main import app
from recoupe.model import Event, Modality, Precision, QuantityKind, Relation, SourceKind
from tests.golden.dossier import REPORTS

SCHEMA = json.loads((Path(__file__).parents[2] / "recoupe" / "data" / "ontology" / "claims.schema.json").read_text("utf-8"))
Json = dict[str, Any]

FIELDS = (
    "id", "report", "event", "acled", "plover", "modality", "polarity", "evidence", "trigger", "actors", "targets", "places", "time",  # noqa: E501
    "quantities", "means", "attribution", "confidence", "reasons", "reader",
)  # fmt: skip
PARTS = {
    "actors": ("text", "start", "end", "id", "name", "loaded", "candidates"),
    "targets": ("text", "start", "end", "id", "name", "loaded", "candidates"),
    "places": ("text", "start", "end", "id", "name", "country", "lat", "lon", "precision", "relation"),
    "quantities": ("kind", "min", "max", "unit", "of", "text", "start", "end", "flags"),
    "means": ("id", "text", "start", "end"),
    "attribution": ("text", "start", "end", "id", "name", "kind", "cue"),
    "reasons": ("reason", "weight"),
}
CLOSED = {
    ("places", "precision"): set(Precision),
    ("places", "relation"): set(Relation),
    ("quantities", "kind"): set(QuantityKind),
    ("attribution", "kind"): set(SourceKind),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contract")


@pytest.fixture(scope="module")
def printed(folder: Path) -> list[Json]:
    """What ``read --format jsonl`` prints of the example dossier."""
    done = run("read", *map(str, REPORTS), "--format", "jsonl", "--ledger", str(folder / "dossier.db"))
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


@cache
def text_of(path: str) -> str:
    """The text of a report of the dossier, from below its front matter."""
    return Path(path).read_text(encoding="utf-8").split("\n---\n", 1)[1].lstrip("\n")


def test_every_line_fits_the_schema(printed: list[Json]) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for claim in printed:
        assert not list(validator.iter_errors(claim))


def test_every_field_is_there(printed: list[Json]) -> None:
    assert len(printed) >= 20
    for claim in printed:
        assert set(FIELDS) <= set(claim)
        for name, fields in PARTS.items():
            assert all(set(fields) <= set(part) for part in claim[name])
        assert {"id", "title", "outlet", "language", "published", "published_basis"} <= set(claim["report"])
        assert {"path", "url"} & set(claim["report"])
        assert claim["report"]["id"].startswith("sha256:")


def test_categories_are_closed(printed: list[Json]) -> None:
    for claim in printed:
        assert claim["event"] in set(Event)
        assert claim["modality"] in set(Modality)
        assert claim["polarity"] in ("positive", "negative")
        assert claim["report"]["published_basis"] in ("given", "inferred", None)
        for (part, field), values in CLOSED.items():
            assert {each[field] for each in claim[part]} <= values


def test_spans_quote_the_text_letter_for_letter(printed: list[Json]) -> None:
    for claim in printed:
        text = text_of(claim["report"]["path"])
        spans = [claim["evidence"], claim["trigger"], *([claim["time"]] if claim["time"] else [])]
        spans += [part for name in PARTS if name != "reasons" for part in claim[name]]
        for span in spans:
            if span["start"] is not None:
                assert text[span["start"] : span["end"]] == span["text"]
        assert claim["evidence"]["start"] <= claim["trigger"]["start"] < claim["trigger"]["end"] <= claim["evidence"]["end"]


def test_what_is_not_resolved_is_null_and_not_a_guess(printed: list[Json]) -> None:
    for claim in printed:
        for part in (*claim["actors"], *claim["targets"], *claim["places"], *claim["attribution"]):
            assert (part["id"] is None) == (part["name"] is None)
        for place in claim["places"]:
            assert (place["lat"] is None) == (place["lon"] is None)
        for quantity in claim["quantities"]:
            assert quantity["min"] is not None or quantity["max"] is not None


def test_days_lie_before_the_reading_and_say_their_basis(printed: list[Json]) -> None:
    for claim in printed:
        time = claim["time"]
        if time is None:
            continue
        assert time["basis"]
        assert time["edtf"]
        if time["from"] and time["to"]:
            assert date.fromisoformat(time["from"]) <= date.fromisoformat(time["to"])
        if claim["modality"] == "asserted" and time["from"]:
            assert time["from"] <= claim["report"]["published"]


def test_confidence_is_made_of_its_reasons(printed: list[Json]) -> None:
    for claim in printed:
        assert 0 <= claim["confidence"] <= 1
        told = sum(reason["weight"] for reason in claim["reasons"])
        assert claim["confidence"] == pytest.approx(min(0.99, max(0.05, told)), abs=0.011)


def test_ids_are_unique_and_stable(printed: list[Json]) -> None:
    assert len({claim["id"] for claim in printed}) == len(printed)
    again = run("read", *map(str, REPORTS), "--format", "jsonl", "--published", "2021-03-20")
    assert {json.loads(line)["id"] for line in again.stdout.splitlines()} == {claim["id"] for claim in printed}


def test_the_ledger_gives_back_what_was_read(printed: list[Json], folder: Path) -> None:
    exported = run("export", "--format", "claims", "--ledger", str(folder / "dossier.db"))
    assert sorted(exported.stdout.splitlines()) == sorted(json.dumps(claim, ensure_ascii=False) for claim in printed)
    assert run("export", "--ledger", str(folder / "dossier.db")).stdout == exported.stdout
