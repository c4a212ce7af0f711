"""What pages are asked for in common."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

Day = Annotated[date | None, BeforeValidator(lambda given: given or None)]
"""A day, or none: a form sends a date that nobody wrote as an empty word."""
