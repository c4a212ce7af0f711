"""Things worked out once: by whoever asks first, while the others wait for it instead of doing the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, RLock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Shelf:
    """Up to ``most`` things by name; what was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[str, Any] = OrderedDict()
        self._making: dict[str, RLock] = {}
        self._lock = Lock()

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Raises what ``make`` raises, to each that asks."""
        known, found = self._look(name)
        if known:
            return cast(T, found)
        with self._lock:
            turn = self._making.setdefault(name, RLock())
        with turn:
            known, found = self._look(name)
            if not known:
                try:
                    found = make()
                    self.put(name, found)
                finally:
                    with self._lock:
                        self._making.pop(name, None)
        return cast(T, found)

    def get(self, name: str) -> Any:
        """None where it is not there."""
        return self._look(name)[1]

    def put(self, name: str, value: object) -> None:
        with self._lock:
            self._values[name] = value
            self._values.move_to_end(name)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def _look(self, name: str) -> tuple[bool, Any]:
        with self._lock:
            if name not in self._values:
                return False, None
            self._values.move_to_end(name)
            return True, self._values[name]
