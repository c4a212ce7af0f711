"""The dossier is what it says it is; the made-up war keeps its truth; scores count what they say."""

from __future__ import annotations

import json
from collections import Counter

from bench.dossier import build
from bench.dossier.gold import GOLD, load_gold
from bench.dossier.scoring import Pair, b_cubed, pair_f1
from bench.scale import run
from bench.world import World


def test_the_gold_is_made_from_the_sources() -> None:
    made = build.build()
    kept = json.loads(GOLD.read_text(encoding="utf-8"))
    assert json.loads(json.dumps({"reports": made.reports, "contradictions": made.contradictions})) == kept
    for report in kept["reports"]:
        assert (GOLD.parent / report["report"]).read_text(encoding="utf-8").endswith(report["text"])


def test_the_dossier_is_large_and_varied_enough() -> None:
    gold = load_gold()
    languages = Counter(r.report.language for r in gold.reports)
    assert sum(languages.values()) >= 60
    assert set(languages) == {"fr", "en", "es", "ar"}
    assert min(languages.values()) >= 8
    assert len(set(gold.incident.values())) >= 15
    assert sum(r.held_out for r in gold.reports) * 4 >= len(gold.reports) - 4


def test_every_report_says_that_it_is_constructed_and_quotes_are_slices() -> None:
    for entry in load_gold().reports:
        text = entry.report.text
        assert text.startswith(build.NOTE[entry.report.language])
        for claim in entry.claims:
            assert claim.evidence.covers(claim.trigger)
            assert claim.evidence.end <= len(text)


def test_no_incident_lies_in_both_parts() -> None:
    gold = load_gold()
    parts = [set(gold.part(held_out=held).incident.values()) for held in (True, False)]
    assert not parts[0] & parts[1]


def test_b_cubed_of_known_groupings() -> None:
    gold = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y"}).f1 == 1
    lumped = b_cubed(gold, dict.fromkeys(gold, "x"))
    assert (round(lumped.precision, 3), lumped.recall) == (0.556, 1)
    assert b_cubed(gold, {}).precision == 1


def test_pairs_meet_in_either_direction() -> None:
    gold = [Pair("killed", frozenset("a"), frozenset("b"))]
    assert pair_f1(gold, [Pair("killed", frozenset("bc"), frozenset("ad"))]).f1 == 1
    assert pair_f1(gold, [Pair("wounded", frozenset("a"), frozenset("b"))]).f1 == 0


def test_the_war_is_the_same_for_the_same_seed_and_is_found_again() -> None:
    first, again = (list(World(3, 400, days=20).reports()) for _ in range(2))
    assert first == again
    assert len({r.id for r, _, _ in first}) == len(first)
    assert run(800).b3 > 0.9
