"""What the workbench is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class WebSettings:
    """``hosts`` are the names under which it may be asked for (the ``Host`` header, without port)."""

    ledger: Path
    hosts: tuple[str, ...] = LOOPBACK
    knowledge: Path | None = None
    policy: str | None = None
    viewpoint: str = "neutral"
    """Whose borders the basemap shows."""

    @property
    def is_local(self) -> bool:
        """Only this machine can reach it: no account is asked for."""
        return set(self.hosts) <= set(LOOPBACK)
