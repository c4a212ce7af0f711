from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from recoupe.cli.marked import bracketed, roles
from recoupe.cli.show import print_claim
from recoupe.model import Span
from tests.cli.conftest import Shell
from tests.ledger.readings import TEXT, reading, report, span

CLAIM = reading().claims[0]


def test_all_of_a_claim(filled: Shell) -> None:
    result = filled("show", CLAIM.id[:9], "--ledger", "dossier.db")
    assert result.exit_code == 0
    shown = result.stdout
    for part in (
        "Radio Marquise says: shelling by Army of Val",
        "[S Radio Marquise]", "[A l'armée du Val]", "[D mardi 3 mars 2020]", "[F au moins 12 [T combattants]]",
        "“l'armée du Val” → Army of Val [val-army] (with “du Val”)",
        "“combattants” → not resolved (a loaded label; named as “Front du Nord”)",
        "“Pont-Élan” → Pont-Élan [geonames:1] (near; ML; 16.5000, -3.2500; precision: town)",
        "“mardi 3 mars 2020” → 2020-03-03 (as written)",
        "of combattants; doubtful: round; doubtful: old",
        "+0.60  a verb of the pack", "* Army of Val [val-army] 0.90", "+0.70  the same name", "Police of Val [val-police] 0.20",
        "0.85", "2020-03-04 (given)", "Le Courrier d'Élan", "rapport.txt (taken 2026-01-01 12:00 UTC)", report().id,
    ):  # fmt: skip
        assert part in shown, part


def test_roles_in_colour() -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor", width=200, markup=False)
    print_claim(CLAIM, report(), (), console=console)
    assert "\x1b[4;34ml'armée du Val" in out.getvalue()
    assert "[A " not in out.getvalue()


def test_no_color_gives_letters() -> None:
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="truecolor", no_color=True, width=200, markup=False)
    print_claim(CLAIM, report(), (), console=console)
    assert "[A l'armée du Val]" in out.getvalue()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [("c", 2, "several ids"), ("cffffffffffffffff", 1, "no claim whose id"), (" ", 2, "id of a claim")],
)
def test_ids_that_name_no_single_claim(filled: Shell, given: str, code: int, said: str) -> None:
    result = filled("show", given, "--ledger", "dossier.db")
    assert result.exit_code == code
    assert said in result.stderr
    if code == 2 and given == "c":
        assert all(claim.id in result.stderr for claim in reading().claims)


def test_brackets_hold_every_word_once() -> None:
    whole = Span(0, len(TEXT))
    bare = bracketed(whole, TEXT, [])
    assert bare == TEXT
    crossing = [("A", span("l'armée du Val")), ("T", span("du Val a bombardé"))]
    assert bracketed(span("l'armée du Val a bombardé"), TEXT, crossing) == "[A l'armée [T du Val] a bombardé]"


def test_roles_come_in_the_order_of_the_text() -> None:
    assert [letter for letter, _ in roles(CLAIM)] == ["S", "A", "E", "M", "P", "D", "F", "T"]
