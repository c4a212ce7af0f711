"""Every sentence that checks, comparisons and failures give is said in the interface's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import recoupe
from recoupe.corroboration.scoring import Feature
from recoupe.web.desk import Desks
from recoupe.web.settings import WebSettings
from recoupe.web.wording import interfaces

HOME = Path(recoupe.__file__).parent
REASONS = (*(HOME / "corroboration").glob("*.py"), HOME / "pipeline" / "confidence.py", HOME / "pipeline" / "crosscheck.py")
FAILURES = (*(HOME / "web").rglob("*.py"), HOME / "pipeline" / "regrouping.py")
RAISED = {"UsageError", "NoSuchReport", "NoSuchClaim", "NoSuchIncident", "HTTPException"}
OTHERS = [code for code, known in interfaces().items() if known.phrases]


def template(node: ast.expr) -> str | None:
    """What an f-string or a string says, with a word for all that varies."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(p.value) if isinstance(p, ast.Constant) else "7" for p in parts)
        case _:
            return None


def given(paths: tuple[Path, ...], called: set[str], named: set[str]) -> Iterator[str]:
    """Sentences that are handed to one of ``called``, or given one of the names ``named``."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            wanted: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in called:
                wanted = node.args[:2]
            if isinstance(node, ast.Assign) and any(isinstance(n, ast.Name) and n.id in named for n in node.targets):
                wanted = [node.value]
            yield from (text for one in wanted if (text := template(one)) and " " in text)


@pytest.mark.parametrize("code", OTHERS)
def test_every_reason_has_its_words(code: str) -> None:
    known = interfaces()[code]
    sentences = {*given(REASONS, {"Reason"}, {"why", "text"}), *(f.value for f in Feature)}
    assert len(sentences) > 40
    assert [s for s in sorted(sentences) if known.phrase(s) == s] == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_failure_of_the_pages_has_its_words(code: str) -> None:
    known = interfaces()[code]
    sentences = set(given(FAILURES, RAISED, set()))
    assert len(sentences) > 20
    assert [s for s in sorted(sentences) if known.phrase(s) == s] == []


UNREAD = {
    "FetchFailed", "NotFound", "EmptySource", "BinarySource", "UndecodableSource", "BadFrontMatter", "NoText", "Unreadable",
    "_failed", "_refused",
}  # fmt: skip
"""What a page of additions shows: the problem and the advice."""


def problems_and_advice() -> set[str]:
    """Whatever is handed to those; names of constants are looked up in their file."""
    found = set()
    for path in (HOME / "intake").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            n.id: node.value
            for node in ast.walk(tree) if isinstance(node, ast.Assign)
            for n in node.targets if isinstance(n, ast.Name)
        }  # fmt: skip
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in UNREAD:
                parts = (named.get(arg.id, arg) if isinstance(arg, ast.Name) else arg for arg in node.args[1:3])
                found |= {text for part in parts if (text := template(part))}
    return found


@pytest.mark.parametrize("code", OTHERS)
def test_why_something_was_not_read_has_its_words(code: str) -> None:
    known = interfaces()[code]
    told = problems_and_advice()
    assert len(told) > 90
    assert [s for s in sorted(told) if known.phrase(s) == s] == []
    whole = known.phrase("a.pdf: the PDF is locked with a password; unlock it and read it again")
    assert "password" not in whole
    assert whole.startswith("a.pdf")


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_that_a_dossier_shows_is_left_in_english(made: Path, code: str) -> None:
    known = interfaces()[code]
    desks = Desks(WebSettings(made))
    with desks.open() as desk:
        found = [i for i, _ in desk.incidents([h.id for h in desk.heads()], explained=True)]
    desks.close()
    told = {r.text for i in found for r in i.reasons} | {r.text for i in found for o in i.origins for r in o.reasons}
    told |= {f.text for i in found for f in i.findings}
    told |= {c.reason.text for i in found for about in i.attributes for c in about.contradictions}
    told |= {r.text for i in found for about in i.attributes if about.estimate for r in about.estimate.reasons}
    assert len(told) > 20
    assert [s for s in sorted(told) if known.phrase(s) == s] == []


def test_a_failure_says_why_in_french(reads: TestClient) -> None:
    found = reads.get("/incidents/iz", headers={"accept-language": "fr"}).text
    assert "aucun incident iz dans ce registre" in found
