"""``press_es``: the Spanish articles, as :mod:`bench.press` measures the French ones."""

from __future__ import annotations

from bench import press
from bench.figures import Result


def measure(*, quick: bool) -> Result:
    return press.measure(quick=quick, language="es")
