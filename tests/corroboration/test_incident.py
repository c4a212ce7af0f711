"""Versions, contradictions, origins and status of one incident."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.corroboration.assemble import Options, assemble
from recoupe.corroboration.estimates import POLICIES, Count
from recoupe.corroboration.tellings import tellings_of
from recoupe.corroboration.voices import Member
from recoupe.model import Attribute, Event, Incident, Link, Modality, Quantity, QuantityKind, Span, Stance, Status
from tests.corroboration.build import SIDES, report, says


def incident(*members: Member, policy: str = "most-origins") -> Incident:
    return assemble("i1", members, options=Options(SIDES, policy))


def voices(of: Incident) -> set[str]:
    return {group.voice.key for group in of.origins}


def contradictions(of: Incident, attribute: Attribute) -> set[tuple[str, str]]:
    about = of.about(attribute)
    return {tuple(sorted((c.left, c.right))) for c in about.contradictions} if about else set()  # type: ignore[misc]


# ------------------------------------------------------------ origins


def test_reports_that_cite_one_voice_are_one_voice() -> None:
    found = incident(*(says(report(name), "m:monitor", killed=(14, None)) for name in ("One", "Two", "Three")))
    assert voices(found) == {"monitor"}
    assert found.status is Status.SINGLE_SOURCE


def test_two_voices_corroborate() -> None:
    found = incident(says(report("One"), "m:monitor"), says(report("Two"), "p:rebels"))
    assert voices(found) == {"monitor", "rebels"}
    assert found.status is Status.CORROBORATED


def test_organs_of_one_party_are_one_voice() -> None:
    assert len(incident(says(report("One"), "p:army"), says(report("Two"), "p:ministry")).origins) == 1
    assert len(incident(says(report("One"), "p:army"), says(report("Two"), "p:brigade")).origins) == 2


def test_an_unnamed_voice_of_a_side_is_that_side_and_others_are_their_outlets() -> None:
    assert len(incident(says(report("One"), "u:army"), says(report("Two"), "p:army")).origins) == 1
    assert len(incident(says(report("One"), "u:"), says(report("One", day=5))).origins) == 1
    assert len(incident(says(report("One"), "u:"), says(report("Two"), "u:")).origins) == 2


def test_outlets_of_one_owner_are_one_voice() -> None:
    found = incident(says(report("East Wire")), says(report("West Wire")))
    assert len(found.origins) == 1
    assert any("One Group" in reason.text for reason in found.origins[0].reasons)


def test_a_report_has_its_own_words_from_those_whom_it_names() -> None:
    one = report("One")
    assert voices(incident(says(one), says(one, "m:monitor", at=10))) == {"monitor"}
    assert len(incident(says(one, killed=(20, 20)), says(one, "m:monitor", at=10)).origins) == 2, "figures of its own"


def test_a_copied_sentence_belongs_to_the_report_that_had_it_first() -> None:
    words = "At least fourteen fighters of the northern front were killed when aircraft bombed their base near the river."
    first, copy = report("One", text=words + " More of One."), report("Two", day=5, text="(With One) " + words + " And Two.")
    members = [says(first, at=20), says(copy, at=30)]
    found = incident(*members)
    assert len(found.origins) == 1
    assert any("repeats the words" in reason.text for reason in found.origins[0].reasons)


def test_facts_told_again_in_other_words_are_no_second_voice() -> None:
    told = {"who": "rebels", "whom": "police", "killed": (11.0, 11.0)}
    first = says(report("One"), "p:army", **told)  # type: ignore[arg-type]
    again = says(report("Zwei", day=5), **told)  # type: ignore[arg-type]
    assert voices(incident(first, again)) == {"army"}
    other = says(report("Zwei", day=5), who="rebels", whom="police", killed=(9, 9))
    assert len(incident(first, other).origins) == 2


def test_voices_that_cite_each_other_in_a_circle_are_one_and_are_reported() -> None:
    found = incident(says(report("One"), "x:name:two"), says(report("Two"), "x:name:one"))
    assert len(found.origins) == 1
    assert {finding.kind.value for finding in found.findings} == {"cites_in_a_circle"}


def test_who_was_cited_and_cites_another_has_it_from_there() -> None:
    found = incident(says(report("Agency"), "m:monitor"), says(report("Paper"), "x:name:agency"))
    assert voices(found) == {"monitor"}


def test_denials_are_no_origins_of_what_they_deny() -> None:
    denied = says(report("Two"), "p:army", mode=Modality.DENIED, who="army")
    found = incident(says(report("One"), "m:monitor", who="army"), denied)
    assert voices(found) == {"monitor"}
    assert found.status is Status.CONTESTED


# ------------------------------------------------------------ versions


def test_opposed_sides_that_agree_are_named() -> None:
    found = incident(says(report("One"), "p:army", killed=(5, 5)), says(report("Two"), "p:rebels", killed=(5, 5)))
    killed = found.about(Attribute.KILLED)
    assert killed
    assert [accord.value for accord in killed.accords] == ["5..5"]
    assert killed.status is Status.CORROBORATED


def test_a_toll_that_moves_is_no_contradiction() -> None:
    first, later = report("One", day=4), report("One", day=5)
    found = incident(says(first, "m:monitor", killed=(38, None)), says(later, "m:monitor", killed=(52, 52)))
    killed = found.about(Attribute.KILLED)
    assert killed
    assert not killed.contradictions
    assert [[value for _, value, _ in moved.steps] for moved in killed.movements] == [["38..", "52..52"]]
    assert killed.estimate
    assert (killed.estimate.low, killed.estimate.best, killed.estimate.high) == (52, 52, 52)


def test_figures_of_different_people_are_compatible() -> None:
    one = report("One")
    found = incident(
        says(one, "p:rebels", whom="rebels", killed=(22, 22)), says(one, "p:rebels", whom="police", killed=(30, 30), at=10),
        says(report("Two"), "m:monitor", killed=(52, 52)),
    )  # fmt: skip
    killed = found.about(Attribute.KILLED)
    assert killed
    assert not killed.contradictions
    parts = {v.value: (v.scope, v.part_of) for v in killed.versions}
    assert parts == {"22..22": ("rebels", "52..52"), "30..30": ("police", "52..52"), "52..52": (None, None)}
    assert killed.estimate
    assert killed.estimate.best == 52


def test_rival_tolls_exclude_each_other_and_open_bounds_do_not() -> None:
    rival = incident(says(report("One"), "p:army", killed=(12, 12)), says(report("Two"), "p:rebels", killed=(60, 60)))
    assert contradictions(rival, Attribute.KILLED) == {("12..12", "60..60")}
    open_bound = incident(says(report("One"), "p:army", killed=(12, None)), says(report("Two"), "p:rebels", killed=(60, 60)))
    assert not contradictions(open_bound, Attribute.KILLED)


def test_an_early_count_of_a_bystander_is_no_contradiction() -> None:
    early = says(report("One", day=4), "m:monitor", killed=(12, 12))
    late = says(report("Two", day=5), "m:hospital", killed=(20, 20))
    assert not contradictions(incident(early, late), Attribute.KILLED)
    same_day = says(report("Two", day=4), "m:hospital", killed=(20, 20))
    assert contradictions(incident(early, same_day), Attribute.KILLED)


def test_rival_culprits_and_their_exceptions() -> None:
    one, two = says(report("One"), "m:monitor", who="army"), says(report("Two"), "m:hospital", who="rebels")
    assert contradictions(incident(one, two), Attribute.ACTOR) == {("army", "rebels")}
    assert not contradictions(incident(one, says(report("Two"), "m:hospital", who="ministry")), Attribute.ACTOR)
    together = says(report("Two"), "m:hospital", who="army rebels")
    assert not contradictions(incident(one, two, together), Attribute.ACTOR), "one account names both"
    clash = [says(report(n), f"m:{n}", who=w, event=Event.CLASH) for n, w in (("One", "army"), ("Two", "rebels"))]
    assert not contradictions(incident(*clash), Attribute.ACTOR), "a clash has two sides"


def test_blame_without_a_place_is_for_the_violence_beside_it() -> None:
    of = report("One")
    strike = says(of, "m:monitor", event=Event.STRIKE)
    blame = says(of, "p:army", event=Event.ACCUSATION, who="army", whom="rebels", place=None, at=20)
    told = tellings_of(of, [strike.claim, blame.claim], relations=SIDES).tellings
    assert len(told) == 1
    found = incident(strike, blame, says(report("Two"), "m:hospital", who="state"))
    actor = found.about(Attribute.ACTOR)
    assert actor
    assert [(v.value, v.holdings[0].voice.key) for v in actor.versions] == [("rebels", "army"), ("state", "hospital")]
    assert contradictions(found, Attribute.ACTOR) == {("rebels", "state")}


def test_a_denial_without_a_name_denies_the_deniers_own_part() -> None:
    found = incident(says(report("One"), "m:monitor", who="army"), says(report("Two"), "p:army", mode=Modality.DENIED))
    assert contradictions(found, Attribute.ACTOR) == {("army", "not army")}
    assert not contradictions(found, Attribute.OCCURRENCE)


def test_a_denial_of_what_another_did_denies_that_it_happened() -> None:
    capture = says(report("One"), "p:rebels", who="rebels", event=Event.CAPTURE)
    denied = says(report("Two"), "p:army", who="rebels", event=Event.CAPTURE, mode=Modality.DENIED)
    assert contradictions(incident(capture, denied), Attribute.OCCURRENCE) == {("happened", "not happened")}


def test_a_suspicion_has_little_standing() -> None:
    found = incident(
        says(report("One"), "m:monitor", who="army"), says(report("Two"), "m:hospital", who="rebels", mode=Modality.POSSIBLE)
    )
    actor = found.about(Attribute.ACTOR)
    assert actor
    assert [c.of_standing for c in actor.contradictions] == [False]
    assert actor.status is not Status.CONTESTED


def test_silence_is_told() -> None:
    found = incident(says(report("One"), "m:monitor", who="army"), says(report("Two"), "p:rebels"))
    actor = found.about(Attribute.ACTOR)
    assert actor
    assert [voice.key for voice in actor.silent] == ["rebels"]


def test_every_proof_points_into_its_report() -> None:
    members = [says(report("One"), "m:monitor", who="army", killed=(3, 3)), says(report("Two"), "p:rebels", mode=Modality.DENIED)]
    texts = {m.report.id: m.report.text for m in members}
    for about in incident(*members).attributes:
        for version in about.versions:
            for holding in version.holdings:
                assert holding.proof.span.of(texts[holding.proof.report])


@pytest.mark.parametrize("name", POLICIES)
def test_policies_choose_a_figure_between_low_and_high(name: str) -> None:
    held = ((5, 5, "ab", 2), (9, 12, "c", 1), (7, None, "d", 3))
    counts = [Count(low, high, frozenset(origins), day, (origins,)) for low, high, origins, day in held]
    best, why = POLICIES[name](counts)
    assert 5 <= best <= 12
    assert why


# ------------------------------------------------------------ order

_members = [
    says(report("One", day=4), "m:monitor", who="army", killed=(14, None)),
    says(report("Two", day=4), who="army", killed=(14, None)),
    says(report("Three", day=5), "p:army", mode=Modality.DENIED),
    says(report("Four", day=5), "p:rebels", whom="rebels", killed=(22, 22)),
    says(report("Five", day=6), "u:army", who="rebels"),
    says(report("Six", day=6), "m:monitor", killed=(52, 52)),
]


@given(st.permutations(_members))
@settings(max_examples=40, deadline=None)
def test_the_order_of_claims_does_not_matter(members: list[Member]) -> None:
    assert incident(*members) == incident(*_members)


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_counts_and_shares_stay_within_their_bounds(seed: int) -> None:
    draw = random.Random(seed)
    speakers = ("m:monitor", "p:army", "p:rebels", "u:", "u:army", "x:name:one")
    made = [
        says(
            report(f"Outlet{n % 4}", day=4 + n % 3), *draw.sample(speakers, draw.randrange(3)), at=n * 8,
            who=draw.choice(("", "army", "rebels")), killed=draw.choice((None, (5, 5), (9, None))),
            mode=draw.choice((Modality.ASSERTED, Modality.ASSERTED, Modality.POSSIBLE, Modality.DENIED)),
        )
        for n in range(draw.randrange(1, 7))
    ]  # fmt: skip
    found = incident(*made)
    assert 1 <= len(found.origins) <= len(made)
    for about in found.attributes:
        held = [h for v in about.versions for h in v.holdings]
        assert held
        assert all(v.origins <= sum(h.stance is Stance.SAYS for h in v.holdings) * 6 for v in about.versions)
        if about.estimate and about.estimate.low is not None and about.estimate.high is not None:
            assert about.estimate.low <= about.estimate.high


def test_permutations_of_two_reports_that_copy_each_other_agree() -> None:
    words = "Seven members of one family were killed when shells fell on the market street of the old town, neighbours said."
    pair = [says(report(name, text=f"{words} {name} adds its own last words here."), at=10) for name in ("One", "Two")]
    assert {len(incident(*order).origins) for order in permutations(pair)} == {1}


def test_who_is_said_not_to_have_done_it_denies_where_nobody_is_named_as_denying() -> None:
    made = incident(says(report("One"), who="army"), says(report("Two"), who="army", mode=Modality.DENIED))
    actor = made.about(Attribute.ACTOR)
    assert actor is not None
    assert [c.left for c in actor.contradictions] == ["army"]
    assert any(h.voice.key == "army" and h.stance is Stance.DENIES for v in actor.versions for h in v.holdings)


def test_figures_told_in_one_breath_are_between_the_largest_and_their_sum() -> None:
    of = report("One", text="It killed seven civilians and three fighters of theirs, they said.")
    one, other = (Quantity(QuantityKind.KILLED, Span(*at), n, n, "person") for at, n in (((10, 25), 7), ((30, 44), 3)))
    member = says(of)
    both = Member(replace(member.claim, quantities=(one, other)), of)
    made = incident(both, says(report("Two"), killed=(10, 10)), says(report("Three"), killed=(14, 14)))
    killed = made.about(Attribute.KILLED)
    assert killed is not None
    assert {(c.left, c.right) for c in killed.contradictions} == {("10..10", "14..14"), ("7..10", "14..14")}


def test_unknown_names_in_two_languages_with_one_figure_are_one_voice() -> None:
    french = replace(report("Deux"), language="fr")
    unlinked = [
        Member(replace(m.claim, attribution=(replace(m.claim.attribution[0], link=Link()),)), m.report)
        for m in (says(report("One"), "m:a", killed=(180, None)), says(french, "m:b", killed=(180, None)))
    ]
    assert len(incident(*unlinked).origins) == 1


def test_one_report_does_not_make_a_part_of_what_the_others_count_as_all() -> None:
    alone = report("One")
    members = [
        says(alone, whom="civilians", killed=(42, 42)), says(alone, killed=(60, 60), at=20),
        *(says(report(o), f"m:{o}", whom="civilians", killed=(42, 42)) for o in ("Two", "Three", "Four")),
    ]  # fmt: skip
    killed = incident(*members).about(Attribute.KILLED)
    assert killed is not None
    assert all(v.scope is None for v in killed.versions)
    assert killed.estimate is not None
    assert killed.estimate.best == 42
