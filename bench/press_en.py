"""``press_en``: the English documents of re3d, as :mod:`bench.press` measures the French articles."""

from __future__ import annotations

from bench import press
from bench.figures import Result


def measure(*, quick: bool) -> Result:
    return press.measure(quick=quick, language="en")
