"""Templates, with what every page needs: the interface's words, the form token, dates and figures in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from babel.dates import format_date
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from recoupe.language.display import visible
from recoupe.model import (
    Attribute,
    AttributeVersions,
    Contradiction,
    PartialDate,
    Passage,
    Report,
    Span,
    Stance,
    Voice,
)
from recoupe.web import wording
from recoupe.web.accounts import Account, Role
from recoupe.web.naming import Names
from recoupe.web.security import Forms, account_of
from recoupe.web.settings import WebSettings

TEMPLATES = Path(__file__).parent / "templates"
AROUND = 160
"""Characters that stand around quoted words."""


class Renderer:
    """Everything that goes into a page is escaped; nothing is undefined in silence."""

    def __init__(self, settings: WebSettings, forms: Forms, names: Names) -> None:
        self._settings, self._forms, self.names = settings, forms, names
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters.update(
            day=_day, edtf=_edtf, in_words=self._in_words, label=self._label, named=self._named, side=self._side,
            counted=_counted, bounds=bounds, cap=cap, sides_of=sides_of, plain=plain, visible=visible, direction=direction,
            tojson_attr=tojson_attr,
        )

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
            t=known[language].words, language=language, other=other, here=request.url.path,
            elsewhere=_in_language(request, other), token=self._forms.token(session), ledger=self._settings.ledger.name,
            account=account_of(request), may=partial(self._may, account_of(request)), **values,
        )  # fmt: skip

    def failure(self, request: Request, status: int, told: str) -> HTMLResponse:
        """A page that says what went wrong."""
        return HTMLResponse(self.text(request, "failed.html", status=status, told=told), status)

    @pass_context
    def _named(self, context: Context, name: str) -> str:
        return self.names.named(name, context["language"])

    @pass_context
    def _side(self, context: Context, side: str) -> str:
        return self.names.side(side, context["language"])

    @pass_context
    def _label(self, context: Context, text: str, attribute: Attribute) -> str:
        return label_of(attribute, text, context["language"], self.names)

    @pass_context
    def _in_words(self, context: Context, text: str) -> str:
        """What a check or a comparison found, in the language of the interface."""
        language = context["language"]
        return wording.interfaces()[language].phrase(text, lambda part: self.names.named(part, language))

    def _may(self, account: Account | None, role: str) -> bool:
        """Whether what calls for this role is offered at all; everything is where no account is asked for."""
        return self._settings.accounts is None or (account is not None and account.role.may(Role(role)))


def _in_language(request: Request, code: str) -> str:
    """This page in another language of the interface: its question, and what is asked of it."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return "?" + urlencode([*asked, ("lang", code)])


def day(value: PartialDate | None, language: str = wording.DEFAULT) -> str:
    """A date with the precision that it has, as ``language`` writes it; EDTF where it is neither days, months nor years."""
    if value is None:
        return ""
    first, last = value.start, value.end
    if first is None or last is None:
        return value.edtf
    if first == last:
        return _written(first, "d MMMM y", language)
    if "/" in value.edtf:
        return _between(first, last, language)
    if len(value.edtf) == len("2018-06") and (first.year, first.month) == (last.year, last.month) and first.day == 1:
        return _written(first, "LLLL y", language)
    return value.edtf


def _written(value: date, form: str, language: str) -> str:
    return str(format_date(value, form, locale=language))


def _between(first: date, last: date, language: str) -> str:
    whole = _written(last, "d MMMM y", language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{whole}"
    return f"{_written(first, 'd MMMM' if first.year == last.year else 'd MMMM y', language)} – {whole}"


@pass_context
def _day(context: Context, value: PartialDate | None) -> str:
    return day(value, context["language"])


@pass_context
def _edtf(context: Context, text: str) -> str:
    return edtf_in_words(text, context["language"])


def edtf_in_words(text: str, language: str) -> str:
    """Days, months, and intervals of days, in words; anything else as it is."""
    try:
        if len(text) == len("2018-06"):
            return _written(date.fromisoformat(text + "-01"), "LLLL y", language)
        days = [date.fromisoformat(part) for part in text.split("/")]
    except ValueError:
        return text
    return day(PartialDate.between(days[0], days[-1]), language) if len(days) < 3 and days[0] <= days[-1] else text


def label_of(attribute: Attribute, label: str, language: str, names: Names) -> str:
    """What a version says, in the interface's words as far as it is not a figure."""
    if attribute is Attribute.TIME:
        return edtf_in_words(label, language)
    known = wording.interfaces()[language]
    word = known.words.get("means_" + label) or known.words.get("event_" + label)
    return word or known.phrase(label.removesuffix(" item"), lambda part: names.named(part, language))


@pass_context
def _counted(context: Context, number: int, what: str) -> str:
    """How many of something, in the form that the number asks for: words ``what`` and ``whats``."""
    one = Locale.parse(context["language"]).plural_form(number) == "one"
    return f"{number} {context['t'][what if one else what + 's']}"


def bounds(text: str) -> str:
    """A figure as corrections write it, for people: ``38..52``, ``38..``, ``..52``."""
    low, _, high = text.partition("..")
    return f"≥ {low}" if not high else f"≤ {high}" if not low else low if low == high else f"{low}–{high}"


def cap(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: who says what, and in which claim."""

    voice: Voice
    stance: Stance
    label: str
    claim: str


def sides_of(found: Contradiction, about: AttributeVersions) -> list[Side]:
    """Who says which of the two versions that exclude each other, by the proofs of it."""
    meant_last = sorted(about.versions, key=lambda v: v.value in (found.left, found.right))
    said = {h.proof: Side(h.voice, h.stance, v.label, h.proof.claim) for v in meant_last for h in v.holdings}
    return [said[proof] for proof in found.proofs if proof in said]


def tojson_attr(values: Iterable[Any]) -> str:
    """Dataclasses as JSON, for an attribute that a script reads; the template escapes it."""
    return json.dumps([asdict(value) for value in values], ensure_ascii=False, default=str)


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
