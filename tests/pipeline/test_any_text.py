"""No text, however odd, stops the reader or makes a span that is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoupe.pipeline import Reader
from tests.pipeline.conftest import report
from tests.pipeline.spans import check

WORDS = (
    "L'armée", "syrienne", "a", "bombardé", "frappé", "tué", "12", "civils", "à", "Alep", "près", "de", "Hama", "selon", "l'OSDH", "mercredi", "20",  # noqa: E501
    "juin", "hier", "des", "rebelles", "ont", "pris", "la", "base", "T-2", "et", "ses", "alliés", "qui", "se", "battent", "n'a", "pas", "été", "aurait",  # noqa: E501
    "Daech", "« Nous", "reprendrons", "la ville »", "a-t-il", "dit", "70", "billions", "de dollars", "2 500", "km2", "le M23", "accuse", "frappe",  # noqa: E501
)  # fmt: skip
ODD = (
    "\u202e", "\u200b", "\x00", "\x0b", "\x85", "\u2028", "\u0301", "حلب", "👩‍👩‍👧", "İ", "ﬁ", "𝔸", "«", "»", '"', "…", "—", "\t", "\u00a0", "\n", "\n\n",  # noqa: E501
    "٣", "²", "½", "%", "$", "https://x.y/z", "@a", "M.", "J.-C.", "--", "...", "(", ")", ";", ":", "?", "!", "10:30", "l'", "’", "9" * 400,  # noqa: E501
)  # fmt: skip
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(ODD))
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=120),
    st.lists(PIECES, min_size=1, max_size=60).map(" ".join),
    st.lists(PIECES, min_size=1, max_size=40).map("".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join).map(str.upper),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=TEXTS)
def test_any_text(reader: Reader, text: str) -> None:
    check(reader.read(report(text)))


MUCH = {
    "one word": "frappe " * 10_000,
    "one name": "Alep " * 10_000,
    "one long word": "a" * 200_000,
    "one long line": "L'armée " + "et l'armée " * 800 + "ont frappé Alep.",
    "many places": "L'armée a frappé " + ", ".join(["Alep"] * 500),
    "many sentences": "L'armée a frappé Alep. " * 500,
    "quotation marks": "« " * 5_000 + '"' * 5_000,
    "dates": "20 juin 2018 " * 800,
    "figures": "entre 20 et 30 tués " * 500,
    "digits": "tué " + "9" * 400 + " civils à Alep.",
    "scales": "tué 9" + " milliards" * 50 + " de civils à Alep.",
    "right to left": "\u202bقصف الجيش حلب\u202c " * 1_000,
    "control characters": "\x00\x01 L'armée a frappé Alep.\x7f " * 100,
    "short lines": "L'armée\na\nfrappé\nAlep\n" * 200,
}


@pytest.mark.parametrize("name", MUCH)
def test_much_of_the_same(reader: Reader, name: str) -> None:
    reader.tools("fr").parser  # noqa: B018 — loads
    started = time.perf_counter()
    check(reader.read(report(MUCH[name])))
    assert time.perf_counter() - started < 20, "grows faster than the text"
