"""The commands on incidents, sources and decisions, over a ledger with the gold claims of a part of the dossier."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bench.dossier.gold import GoldReport, load_gold
from recoupe.cli import registries
from recoupe.cli.main import app
from recoupe.ledger.sqlite import write_ledger
from recoupe.model import Reading, claim_id

PART = "abcr"
"""First letters of the reports: Abu Kamal, El Geneina, Sake, Zawiya."""


@pytest.fixture(scope="module", autouse=True)
def registry_loaded_once() -> Iterator[None]:
    """The real one; each command would load it again."""
    loaded = registries.open_registry(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registries, "open_registry", lambda knowledge: loaded)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "x.db"
    with write_ledger(path) as store:
        for entry in load_gold().reports:
            if str(entry.report.origin.path).split("/")[-1][0] in PART:
                store.add(read(entry, "gold"))
    run("incidents", "--ledger", str(path))
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> str:
    return str(shutil.copy(made, tmp_path / "x.db"))


def read(entry: GoldReport, reader: str) -> Reading:
    claims = [replace(c, id=claim_id(c.report_id, reader, c.event, n), reader=reader) for n, c in enumerate(entry.claims)]
    return Reading(entry.report, reader, tuple(claims))


def run(*words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == code, done.output
    return done


def rows(ledger: str, *words: str) -> list[list[str]]:
    return [line.split("\t") for line in run("incidents", "--ledger", ledger, *words).output.splitlines() if "\t" in line]


def one(ledger: str, place: str, when: str) -> str:
    (found,) = [row[0] for row in rows(ledger) if row[2] == place and row[1] == when]
    return found


def test_one_line_an_incident(ledger: str) -> None:
    found = rows(ledger, "--place", "abu kamal")
    assert [(row[2], row[6]) for row in found] == [("Abu Kamal", "contested"), ("Abu Kamal", "contested")]
    first = found[0]
    assert first[5] == "4/7", "four independent voices in seven reports"
    assert rows(ledger, "--until", "2020") == [first]
    assert all(row[6] == "contested" for row in rows(ledger, "--status", "contested"))
    assert rows(ledger, "--event", "ceasefire")
    run("incidents", "--ledger", ledger, "--status", "true", code=2)


def test_the_matrix_has_every_cell_with_its_sentence(ledger: str) -> None:
    id = one(ledger, "El Geneina", "2023-06-14")
    told = run("incident", id[:6], "--ledger", ledger).output
    assert "contested, 5 independent voices in 5 reports" in told
    assert "killed\t×\tRapid Support Forces\t40\tNile Herald" in told
    assert "denies: Rapid Support Forces" in told
    assert "Contradictions\tkilled: " in told
    made = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)
    assert made["id"] == id
    assert made["killed"]["low"] == 40


def test_nobody_is_named_by_a_code_and_every_contradiction_has_its_words(ledger: str) -> None:
    seen = 0
    for row in rows(ledger):
        made = json.loads(run("incident", row[0], "--ledger", ledger, "--format", "json").output)
        told = run("incident", row[0], "--ledger", ledger).output.splitlines()
        codes = {v["value"] for a in made["attributes"] for v in a["versions"] if "-" in v["value"] and v["value"] != v["label"]}
        against = [line.split("\t")[1] for line in told if line.startswith("Contradictions\t")]
        assert not [line for line in against[::3] if codes & set(line.replace("(", " ").split())]
        proofs = [p["text"] for a in made["attributes"] for c in a["contradictions"] for p in c["proofs"]]
        quoted = [line for n, line in enumerate(against) if n % 3]
        assert len(quoted) == len(proofs)
        assert all(f"[{' '.join(words.split())}]" in line for words, line in zip(proofs, quoted, strict=True))
        seen += len(against)
    assert seen


def test_ids_of_claims_and_wrong_ids(ledger: str) -> None:
    id = one(ledger, "El Geneina", "2023-06-14")
    claim = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["claims"][0]
    assert run("incident", claim, "--ledger", ledger).output.startswith(id)
    assert "recoupe incidents lists them" in run("incident", "i0000", "--ledger", ledger, code=1).output
    run("incident", "i", "--ledger", ledger, code=2)
    run("incidents", "--ledger", "nowhere.db", code=1)


def test_sources_tell_who_quotes_copies_and_contradicts(ledger: str) -> None:
    told = run("sources", "--ledger", ledger).output
    assert "quotes\tKhartoum Now\tDarfur Wire\t1" in told
    assert "copies\tGazette du Khabour\tDépêches du Levant\t2\t1" in told
    assert "circles\tBenghazi Today, Tripoli Ledger" in told or "circles\tTripoli Ledger, Benghazi Today" in told
    telling = run("sources", "--ledger", ledger, "--telling", "crossing post").output
    assert "Crossing Post" in telling
    assert "Sada" not in telling


def test_the_policy_is_the_users(ledger: str) -> None:
    id = one(ledger, "El Geneina", "2023-06-14")
    assert "best 40 (careful)" in run("incident", id, "--ledger", ledger, "--policy", "careful").output
    run("incident", id, "--ledger", ledger, "--policy", "truth", code=2)


# ------------------------------------------------------------ decisions


def test_merging_and_undoing(ledger: str) -> None:
    first, second = one(ledger, "Sake", "2024-02-07"), one(ledger, "Sake", "2024-02-10")
    before = rows(ledger)
    run("review", "merge", first, second, "--reason", "one battle", "--author", "desk", "--ledger", ledger)
    assert run("incident", second, "--ledger", ledger).output.startswith(first)
    assert len(rows(ledger)) == len(before) - 1
    decision = run("review", "--ledger", ledger).output.split("\t")[0]
    run("review", "undo", decision, "--reason", "two after all", "--ledger", ledger)
    assert rows(ledger) == before
    assert "(undone)" in run("review", "--ledger", ledger).output


def test_a_rejected_claim_stands_in_no_incident(ledger: str) -> None:
    id = one(ledger, "El Geneina", "2023-06-14")
    claims = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["claims"]
    run("review", "reject", claims[0], "--reason", "misread", "--ledger", ledger)
    after = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["claims"]
    assert claims[0] not in after
    assert len(after) >= len(claims) - 2, "what hung on the rejected claim alone may go with it"
    assert "rejected by a person" in run("incident", claims[0], "--ledger", ledger, code=1).output
    run("review", "accept", claims[0], "--reason", "it was right", "--ledger", ledger)
    assert set(json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["claims"]) == set(claims)


def test_a_correction_takes_the_place_of_what_was_read(ledger: str) -> None:
    id = one(ledger, "El Geneina", "2023-06-14")
    made = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)
    killed = next(a for a in made["attributes"] if a["attribute"] == "killed")
    claim = next(v for v in killed["versions"] if v["value"] == "40..40")["holdings"][0]["proof"]["claim"]
    run("review", "correct", claim, "--set", "killed=45..48", "--reason", "the statement says so", "--ledger", ledger)
    told = run("incident", id, "--ledger", ledger).output
    assert "45–48" in told
    assert "40" in run("show", claim, "--ledger", ledger).output, "the machine's claim stays as it was"
    for wrong in (("--set", "killed"), ("--set", "colour=red"), ("--set", "event=party"), ()):
        run("review", "correct", claim, *wrong, "--reason", "x", "--ledger", ledger, code=2)


def test_splitting_sets_claims_apart_for_good(ledger: str) -> None:
    id = one(ledger, "Zawiya", "2022-09-03")
    made = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)
    moved = made["claims"][-1]
    run("review", "split", moved, "--reason", "another fight", "--ledger", ledger)
    assert moved not in json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["claims"]
    other = run("incident", moved, "--ledger", ledger).output
    assert "1 report" in other


@pytest.mark.parametrize("what", ["reject", "split", "correct", "same-voice"])
def test_every_decision_can_be_undone(ledger: str, what: str) -> None:
    id = one(ledger, "Sake", "2024-02-07")
    before, listed = run("incident", id, "--ledger", ledger, "--format", "json").output, rows(ledger)
    claim = json.loads(before)["claims"][-1]
    given = ["Great Lakes Monitor", "Les Échos des Grands Lacs"] if what == "same-voice" else [claim]
    more = ["--set", "event=strike"] if what == "correct" else []
    run("review", what, *given, *more, "--reason", "so", "--ledger", ledger)
    assert run("incident", id, "--ledger", ledger, "--format", "json").output != before
    run("review", "undo", run("review", "--ledger", ledger).output.split("\t")[0], "--reason", "no", "--ledger", ledger)
    assert run("incident", id, "--ledger", ledger, "--format", "json").output == before
    assert rows(ledger) == listed


def test_outlets_as_one_voice(ledger: str) -> None:
    id = one(ledger, "Sake", "2024-02-07")
    before = len(json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["origins"])
    run("review", "same-voice", "Great Lakes Monitor", "Les Échos des Grands Lacs", "--reason", "one desk", "--ledger", ledger)
    after = json.loads(run("incident", id, "--ledger", ledger, "--format", "json").output)["origins"]
    assert len(after) == before - 1


def test_decisions_travel(ledger: str, made: Path, tmp_path: Path) -> None:
    first, second = one(ledger, "Sake", "2024-02-07"), one(ledger, "Sake", "2024-02-10")
    run("review", "merge", first, second, "--reason", "one battle", "--ledger", ledger)
    file, other = str(tmp_path / "decisions.jsonl"), str(shutil.copy(made, tmp_path / "other.db"))
    run("review", "export", file, "--ledger", ledger)
    assert "1 decision taken in" in run("review", "import", file, "--ledger", other).output
    assert "0 decisions taken in, 1 already there" in run("review", "import", file, "--ledger", other).output
    assert rows(other) == rows(ledger)
    Path(file).write_text(Path(file).read_text(encoding="utf-8").replace("one battle", "two battles"), encoding="utf-8")
    assert ":2: the decision was changed" in run("review", "import", file, "--ledger", other, code=2).output


def test_decisions_survive_a_new_reading(ledger: str) -> None:
    first, second = one(ledger, "Sake", "2024-02-07"), one(ledger, "Sake", "2024-02-10")
    run("review", "merge", first, second, "--reason", "one battle", "--ledger", ledger)
    merged = rows(ledger)
    with write_ledger(Path(ledger)) as store:
        for entry in load_gold().reports:
            if str(entry.report.origin.path).split("/")[-1][0] == "c":
                store.add(read(entry, "gold 2"))
    assert rows(ledger) == merged


def test_what_review_refuses(ledger: str) -> None:
    id = one(ledger, "Sake", "2024-02-07")
    run("review", "merge", id, id, "--reason", "x", "--ledger", ledger, code=2)
    run("review", "merge", id, "--ledger", ledger, code=2)
    run("review", "reject", "c0000000", "--reason", "x", "--ledger", ledger, code=1)
    run("review", "undo", "d0000", "--reason", "x", "--ledger", ledger, code=1)
    run("review", "import", "nowhere.jsonl", "--ledger", ledger, code=2)


@pytest.mark.parametrize("format", ["incidents", "acled", "ucdp", "claimreview", "ftm"])
def test_exports_are_the_same_each_time(ledger: str, format: str) -> None:
    first = run("export", "--format", format, "--publisher", "A newsroom", "--ledger", ledger).output
    assert first.count("\n") > 3
    assert run("export", "--format", format, "--publisher", "A newsroom", "--ledger", ledger).output == first
