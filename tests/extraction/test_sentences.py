"""Denials and blame that take up what was told; nouns that only refer back."""

from __future__ import annotations

from tests.extraction.test_triggers import Claims, claims  # noqa: F401


def test_a_denial_denies_what_was_told_before(claims: Claims) -> None:  # noqa: F811
    drafts = claims("L'armée russe a bombardé le théâtre de Marioupol, selon Kiev. Moscou dément.")
    assert [(d.event.value, d.modality.value) for d in drafts] == [("strike", "asserted"), ("strike", "denied")]


def test_blame_gives_the_claim_an_author(claims: Claims) -> None:  # noqa: F811
    drafts = claims("Sept élèves ont été abattus samedi à Kumba. Yaoundé montre du doigt les séparatistes.")
    assert [d.event.value for d in drafts] == ["killing", "killing"]
    assert drafts[1].actors


def test_evidence_and_trigger_are_slices(claims: Claims) -> None:  # noqa: F811
    text = "L'armée a repris Palmyre à Daech, puis s'est retirée de Raqqa."
    for draft in claims(text):
        assert draft.evidence.covers(draft.trigger)
        assert draft.trigger.of(text)
