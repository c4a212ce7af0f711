"""``examples_ar``: the Arabic pack's example sentences; as ``examples`` does for French."""

from __future__ import annotations

from bench import examples
from bench.figures import Result


def measure(*, quick: bool) -> Result:
    """``quick``: every few sentences."""
    return examples.measure(quick=quick, language="ar")
