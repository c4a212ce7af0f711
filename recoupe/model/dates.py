"""Dates that are never more precise than their source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or an interval of days, as the source gave it.

    ``edtf`` is an Extended Date/Time Format string (ISO 8601-2:2019, levels 0 to 2) and carries the precision:
    ``2018-06-20``, ``2018-06``, ``2017-21`` (a season), ``2018-06-21/2018-06-23``, ``2018-06~``. ``start`` and ``end`` are the
    first and the last day that it can mean, both inclusive; None means open on that side.
    """

    edtf: str
    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a date that ends before it starts: {self.edtf}")

    @classmethod
    def day(cls, value: date) -> PartialDate:
        return cls(value.isoformat(), value, value)

    @classmethod
    def between(cls, start: date, end: date) -> PartialDate:
        """The interval from ``start`` to ``end``, both inclusive."""
        if start == end:
            return cls.day(start)
        return cls(f"{start.isoformat()}/{end.isoformat()}", start, end)

    @property
    def is_day(self) -> bool:
        return self.start is not None and self.start == self.end
