"""Markup and scripts in titles, names, texts, reasons and questions, in a real browser. ``python -m bench web_vectors`` does the
same with all thousand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bench.vectors import ACTIONS, ADDRESSES, SHAPES, vectors
from bench.web import CHROMIUM
from bench.web_vectors import BARE, FOREIGN, look

if TYPE_CHECKING:
    from playwright.sync_api import Page

FEW = 10
INERT = ("{{{{", "{{%", "${{{", "<!-->", "<![CDATA[", "<title>")
"""Openings of shapes that do something in a template or after a broken-off tag only."""


@pytest.fixture
def page() -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt install chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=BARE)
        found = browser.new_page()
        found.route("**/*", lambda route: route.abort())
        yield found
        browser.close()


def test_there_are_a_thousand_of_all_kinds() -> None:
    listed = vectors()
    assert len(set(listed)) == len(listed) == 1000
    for shape in (*SHAPES, *ADDRESSES):
        assert any(shape.format(a=action) in vector for action in ACTIONS for vector in listed), shape


def test_a_hole_would_be_seen(page: Page) -> None:
    """Written into a page as they are, the vectors are found: what is counted can be something else than nothing."""
    page.on("dialog", lambda dialog: dialog.dismiss())
    for shape in SHAPES:
        if not shape.startswith(INERT):
            page.set_content(f"<p>{shape.format(a='void(0)')}</p>", wait_until="commit")
            assert page.evaluate(FOREIGN), shape
    for address in ADDRESSES:
        quotes = "'" if "'" in address else '"'
        page.set_content(f"<a href={quotes}{address.format(a='void(0)')}{quotes}>x</a>", wait_until="commit")
        assert page.evaluate(FOREIGN), address


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt install chromium")
def test_none_runs_and_nothing_leaves_the_origin() -> None:
    some = vectors(FEW)
    seen = look(some)
    assert seen.shown == set(some)
    assert (seen.ran, seen.asked, dict(seen.foreign)) == ([], [], {})
    assert seen.pages > 5 * FEW
