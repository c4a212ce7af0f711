from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recoupe.errors import DataError
from recoupe.export.codes import ONTOLOGY, load_ontology
from recoupe.model import ActorMention, Claim, Event, Means, MeansMention, Span
from tests.ledger.readings import linked, report, shelling


def claim(event: Event, *, actors: tuple[str, ...] = (), targets: tuple[str, ...] = (), means: tuple[Means, ...] = ()) -> Claim:
    mention = {id: ActorMention(Span(0, 1), linked(id, id)) for id in (*actors, *targets)}
    return replace(
        shelling(report(), "r"), event=event, actors=tuple(mention[id] for id in actors),
        targets=tuple(mention[id] for id in targets), means=tuple(MeansMention(id, Span(0, 1)) for id in means),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "acled", "plover"),
    [
        (claim(Event.STRIKE), "Air/drone strike", "ASSAULT/aerial"),
        (claim(Event.HOLD), None, None),
        (claim(Event.ADVANCE), None, "MOBILIZE/militarized"),
        (claim(Event.AGREEMENT), "Agreement", "AGREE"),
        (claim(Event.BOMBING, means=(Means.CAR_BOMB,)), "Remote explosive/landmine/IED", "ASSAULT/explosives"),
        (claim(Event.BOMBING, means=(Means.CAR_BOMB, Means.SUICIDE)), "Suicide bomb", "ASSAULT/explosives"),
        (claim(Event.ATTACK), "Attack", "ASSAULT"),
        (claim(Event.ATTACK, targets=("some-front",)), "Armed clash", "ASSAULT"),
        (claim(Event.CAPTURE), "Government regains territory", "ASSAULT/firearms"),
        (claim(Event.CAPTURE, actors=("mali-army",)), "Government regains territory", "ASSAULT/firearms"),
        (claim(Event.CAPTURE, actors=("mali-army", "some-front")), "Government regains territory", "ASSAULT/firearms"),
        (claim(Event.CAPTURE, actors=("some-liberation-army",)), "Non-state actor overtakes territory", "ASSAULT/firearms"),
        (claim(Event.PROTEST), "Peaceful protest", "PROTEST"),
        (claim(Event.PROTEST, means=(Means.FIRE,)), "Violent demonstration", "PROTEST"),
    ],
)
def test_codes(of: Claim, acled: str | None, plover: str | None) -> None:
    ontology = load_ontology()
    assert (ontology.acled(of), ontology.plover(of)) == (acled, plover)


def test_every_event_says_what_is_claimed() -> None:
    assert all(load_ontology().events[event].claimed for event in Event)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[events.aid]", "[events.help]", "aid, help"),
        ('claimed = "humanitarian aid"', 'claim = "humanitarian aid"', r":\d+: unknown key: claim$"),
        ('means = ["suicide"]', 'means = ["poison"]', "not one of those allowed"),
        ('actors = "other"', 'actors = "rebels"', "not one of those allowed"),
        ('plover = ["AID"]', 'plover = "AID"', "not a list of strings"),
        ("state = [", "state = (", "Invalid value"),
    ],
)
def test_wrong_data_is_an_error(tmp_path: Path, old: str, new: str, problem: str) -> None:
    source = ONTOLOGY.read_text(encoding="utf-8")
    assert old in source
    wrong = tmp_path / "events.toml"
    wrong.write_text(source.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        load_ontology(wrong)
