"""Floors: figures that may not sink. ``floors.json`` keeps them with the hash of the corpus that they were set on."""

from __future__ import annotations

import json
from pathlib import Path

from bench.figures import Result
from bench.scoring import SPANS

FLOORS = Path(__file__).parent / "floors.json"
MARGIN = 0.03
"""How far below (above, where lower is better) a measured figure its floor is set, as a share of the figure."""
EXACT = SPANS
"""Figures whose name ends so have their floor where they are."""
FREE = frozenset({"sure.share", "sure.exact", "calibration.error", "claims read", "claims judged"})
"""Figures without a floor: neither more nor less of them is better."""
TIMED_MARGIN = 0.25
"""The same for figures with a unit, which are times and sizes: they depend on what else the machine does."""


class Floors:
    """Of each measurement: ``{"corpus": hash, "at_least": {figure: value}, "at_most": {figure: value}}``."""

    def __init__(self, path: Path = FLOORS) -> None:
        self._path = path
        self._all: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def broken(self, result: Result) -> list[str]:
        """What is wrong, a line each. No floors for a measurement is wrong too."""
        entry = self._all.get(result.name)
        if entry is None:
            return [f"{result.name}: no floors in {self._path.name}; set them with --raise"]
        if entry["corpus"] != result.corpus:
            return [f"{result.name}: measured on another corpus than the floors were set on; set them anew with --raise"]
        out = []
        for side, sign, word in (("at_least", 1, "below"), ("at_most", -1, "above")):
            for figure, floor in _limits(entry, side).items():
                value = result.value(figure)
                if value is None:
                    out.append(f"{result.name}: {figure} has a floor but was not measured")
                elif sign * (round(value, 4) - floor) < 0:
                    out.append(f"{result.name}: {figure} is {value:.4g}, {word} its floor {floor:g}")
        return out

    def raised(self, result: Result) -> list[str]:
        """Set floors a little below what was measured, never lower than they were on the same corpus; what changed."""
        entry = self._all.get(result.name, {})
        same = entry.get("corpus") == result.corpus
        limits = {side: _limits(entry, side) if same else {} for side in ("at_least", "at_most")}
        changed = []
        for figure in result.figures:
            if figure.name in FREE:
                continue
            margin = 0.0 if figure.name.endswith(EXACT) else TIMED_MARGIN if figure.unit else MARGIN
            side, sign = ("at_most", -1) if figure.lower_is_better else ("at_least", 1)
            wanted = round(figure.value * (1 - sign * margin), 3)
            old = limits[side].get(figure.name)
            if old is None or sign * (wanted - old) > 0:
                limits[side][figure.name] = wanted
                changed.append(f"{figure.name}: {old if old is not None else '–'} → {wanted}")
        self._all[result.name] = {"corpus": result.corpus, **limits}
        self._path.write_text(json.dumps(self._all, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        return changed


def _limits(entry: dict[str, object], side: str) -> dict[str, float]:
    found = entry.get(side, {})
    return dict(found) if isinstance(found, dict) else {}
