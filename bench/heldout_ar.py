"""``heldout_ar``: Arabic sentences in the styles of first-hand reports that the pack's makers do not look at while they tune it.

Where the sides, places and sources of these sentences are unknown to the registries, that counts against the reader as well.
"""

from __future__ import annotations

from pathlib import Path

from bench import examples
from bench.figures import Result

FILE = Path(__file__).parent / "heldout_ar.toml"


def measure(*, quick: bool) -> Result:
    """``quick`` makes no difference."""
    return examples.measure_apart("heldout_ar", FILE, language="ar", aim=0.65)
