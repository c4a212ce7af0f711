"""Dates that containers give their parts: of feeds, mails, tables and archives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from recoupe.errors import UsageError
from recoupe.intake.dates import parse_published
from recoupe.intake.declared import Declared
from recoupe.model import PartialDate, PublishedBasis

MARGIN = timedelta(days=2)
"""How far after the time of intake a date may lie: zones, and clocks that run fast."""


def stamped(raw: str | None, where: str, *, now: str) -> Declared:
    """What ``raw`` says of the publication date, with a note; nothing where it is no date or lies in the future."""
    value = _value(raw.strip()) if raw else None
    if value is None or (
        now and value.start is not None and value.start > (datetime.fromisoformat(now).astimezone(UTC) + MARGIN).date()
    ):
        return Declared()
    return Declared(published=value, published_basis=PublishedBasis.GIVEN, published_note=f"{where}: {(raw or '').strip()[:80]}")


def _value(raw: str) -> PartialDate | None:
    try:
        return parse_published(raw)
    except (UsageError, ValueError):
        pass
    try:
        return PartialDate.day(parsedate_to_datetime(raw).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
