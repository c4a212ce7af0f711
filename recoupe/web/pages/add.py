"""Adding a report: a file or pasted text, read here and now."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse

from recoupe.errors import EmptySource
from recoupe.model import Reading
from recoupe.web.desk import Desks

router = APIRouter()


@router.post("/reports")
def add(
    request: Request,
    token: Annotated[str, Form()],
    file: UploadFile | None = None,
    text: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Leads to the report. Raises what reading raises; nothing is kept then."""
    request.app.state.forms.check(request, token)
    name, data = ("pasted text", text.encode()) if file is None or not file.filename else (file.filename, file.file.read())
    if not data.strip():
        raise EmptySource(name, "there is nothing in it", "choose a file, or paste a text")
    desks: Desks = request.app.state.desks
    id = _read(desks, name, data, outlet=outlet or None, published=published or None)
    desks.refresh()
    return RedirectResponse(f"/reports/{id}", status_code=303)


def _read(desks: Desks, name: str, data: bytes, *, outlet: str | None, published: str | None) -> str:
    from recoupe.language.detect import detect_language
    from recoupe.language.pack import available
    from recoupe.pipeline import Intake, IntakeOptions, RawSource, Reader, Taken, Workshop, sketch
    from recoupe.settings import load_settings

    settings = load_settings()
    options = IntakeOptions(outlet=outlet, published=published)
    with ExitStack() as stack:
        workshop = stack.enter_context(Workshop())
        intake = Intake(options, lambda t: detect_language(t, supported=available()), lambda: datetime.now(UTC), workshop)
        taken = list(intake.take(RawSource(name, data)))
        desk = stack.enter_context(desks.open(writes=True))
        reader = Reader(knowledge=desks.settings.knowledge, parsers=settings.parser, cache=settings.cache_dir)
        first = None
        for one in taken:
            if not isinstance(one, Taken):
                desk.store.quarantine(one.name, one.original, str(one.error))
                if len(taken) == 1:
                    raise one.error
                continue
            reading: Reading = reader.read(replace(one.report, bands=sketch(one.report.text)))
            desk.store.add(reading, original=one.original)
            first = first or reading.report.id
    assert first is not None
    return first


