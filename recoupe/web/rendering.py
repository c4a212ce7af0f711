"""Templates, with what every page needs: the interface's words, the form token, dates and figures in words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from recoupe.language.display import visible
from recoupe.model import PartialDate, Passage, Report, Span
from recoupe.web import wording
from recoupe.web.accounts import Account, Role
from recoupe.web.security import Forms, account_of
from recoupe.web.settings import WebSettings

TEMPLATES = Path(__file__).parent / "templates"
AROUND = 160
"""Characters that stand around quoted words."""


class Renderer:
    """Everything that goes into a page is escaped; nothing is undefined in silence."""

    def __init__(self, settings: WebSettings, forms: Forms) -> None:
        self._settings, self._forms = settings, forms
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters.update(day=day, plain=plain, visible=visible, direction=direction)

    def page(self, request: Request, template: str, **values: Any) -> HTMLResponse:
        """The page, with the session's cookie."""
        session = self._forms.session(request)
        response = HTMLResponse(self.text(request, template, session=session, **values))
        self._forms.keep(response, session)
        chosen = request.query_params.get("lang")
        if chosen in wording.interfaces():
            response.set_cookie(wording.COOKIE, chosen, samesite="strict", path="/", max_age=365 * 86400)
        return response

    def text(self, request: Request, template: str, *, session: str = "", **values: Any) -> str:
        language = wording.language_of(request)
        session = session or self._forms.session(request)
        known = wording.interfaces()
        other = next(code for code in known if code != language)
        return self._environment.get_template(template).render(
            t=known[language].words, language=language, other=other, here=request.url.path, token=self._forms.token(session),
            ledger=self._settings.ledger.name, account=account_of(request), may=partial(self._may, account_of(request)), **values,
        )  # fmt: skip

    def failure(self, request: Request, status: int, told: str) -> HTMLResponse:
        """A page that says what went wrong."""
        return HTMLResponse(self.text(request, "failed.html", status=status, told=told), status)

    def _may(self, account: Account | None, role: str) -> bool:
        """Whether what calls for this role is offered at all; everything is where no account is asked for."""
        return self._settings.accounts is None or (account is not None and account.role.may(Role(role)))


def day(value: PartialDate | None) -> str:
    """A date with the precision that it has."""
    if value is None:
        return ""
    if value.start is not None and value.end is not None and value.start != value.end:
        if (value.start.year, value.start.month) == (value.end.year, value.end.month) and "/" in value.edtf:
            return f"{value.start.day}–{value.end.day} {value.end:%B %Y}"
        if "/" in value.edtf:
            return f"{value.start.day} {value.start:%B %Y} – {value.end.day} {value.end:%B %Y}"
    if value.is_day and value.start is not None:
        return f"{value.start.day} {value.start:%B %Y}"
    return value.edtf


def plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}".replace(",", "\u202f")


def direction(language: str) -> str:
    return "rtl" if language in {"ar", "fa", "he", "ur"} else "ltr"


def quoted(report: Report, passage: Passage) -> tuple[str, str, str]:
    """What stands before the words, the words, what stands behind."""
    span, text = passage.span, report.text
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return before + text[start : span.start], span.of(text), text[span.end : end] + after


def sentence(report: Report, span: Span) -> tuple[str, str, str]:
    return quoted(report, Passage(report.id, span))
