"""The example dossier gives the claims that were looked at. After a change for the better: ``python -m tests.golden.update``."""

from __future__ import annotations

import difflib

from recoupe.pipeline import Reader
from tests.golden.dossier import GOLDEN, golden_lines


def test_the_dossier_gives_its_golden_claims() -> None:
    stored = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = list(difflib.unified_diff(stored, list(golden_lines(Reader())), "golden", "now", lineterm="", n=0))
    assert not changed, "look at the difference, then run python -m tests.golden.update:\n" + "\n".join(changed)
