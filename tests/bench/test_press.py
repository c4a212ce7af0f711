"""Judging by hand: drawing, verdicts that no longer match, worksheets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.press import (
    JUDGED,
    JudgedClaim,
    JudgedSentence,
    Verdict,
    draw_articles,
    draw_claims,
    fingerprint,
    is_found,
    load_judged,
    stale,
)
from bench.reading import ReadReport, Text, read_texts
from bench.records import Predicted
from bench.worksheet import _line, take

ARTICLE = "L'armée syrienne a repris lundi la ville de Palmyre. Les rebelles ont attaqué un poste militaire près d'Alep mardi."


@pytest.fixture(scope="module")
def report() -> ReadReport:
    return next(read_texts([Text("a.txt", ARTICLE.encode(), "2016-03-28", "fr")]))


def judged(report: ReadReport, claim: Predicted) -> JudgedClaim:
    trigger = claim.trigger or claim.evidence
    return JudgedClaim(
        draw=1, claim=claim.id, report=report.name, evidence=(claim.evidence.start, claim.evidence.end),
        trigger=(trigger.start, trigger.end), fingerprint=fingerprint(claim), right=True, fields={"event": Verdict.RIGHT},
    )  # fmt: skip


def test_a_seed_draws_the_same_again(report: ReadReport) -> None:
    assert draw_claims([report], 3, count=1) == draw_claims([report], 3, count=1)
    assert len(draw_claims([report], 3)) == len(report.predicted)
    assert draw_articles(["b", "a", "c"], 5) == draw_articles(["c", "a", "b"], 5)


def test_a_verdict_that_no_longer_matches_is_noticed(report: ReadReport) -> None:
    verdict = judged(report, report.predicted[0])
    reports = {report.name: report}
    assert stale([verdict], reports) == []
    assert "no longer read" in stale([verdict.model_copy(update={"claim": "c0"})], reports)[0]
    assert "1 of claims that are read differently" in stale([verdict.model_copy(update={"fingerprint": "x"})], reports)[0]


def test_a_fingerprint_is_of_what_is_judged(report: ReadReport) -> None:
    claim = report.predicted[0]
    assert fingerprint(claim) == fingerprint(claim.model_copy(update={"confidence": 0.1}))
    assert fingerprint(claim) != fingerprint(claim.model_copy(update={"modality": "planned"}))


def test_worksheets_are_taken_and_replace_older_verdicts(report: ReadReport, tmp_path: Path) -> None:
    line = json.loads(_line(1, report.name, report.predicted[0]))
    sheet, kept = tmp_path / "sheet", tmp_path / "judged.jsonl"
    sheet.write_text("# words\n" + json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="true or false"):
        take(str(sheet), kept)
    for right in (False, True):
        sheet.write_text(json.dumps(line | {"right": right}) + "\n", encoding="utf-8")
        take(str(sheet), kept)
    claims, sentences = load_judged(kept)
    assert [c.right for c in claims] == [True]
    assert sentences == []
    assert ARTICLE[:20] not in kept.read_text(encoding="utf-8")


def test_a_sentence_is_found_by_an_event_that_is_right_for_it(report: ReadReport) -> None:
    end = ARTICLE.index(".") + 1
    sentence = JudgedSentence(draw=1, report="a.txt", span=(0, end), events=("capture",))
    assert is_found(sentence, report.predicted)
    assert not is_found(sentence.model_copy(update={"events": ("aid",)}), report.predicted)


def test_kept_verdicts_can_be_read() -> None:
    claims, sentences = load_judged(JUDGED)
    assert all(c.fields for c in claims)
    assert all(s.events for s in sentences)
