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
    boundaries: Path | None = None
    """GeoJSON lines that maps draw instead of the basemap's own borders."""
    viewpoint: str = ""
    """Whose view of borders ``boundaries`` are; said beside every map."""
    accounts: Path | None = None
    """The file of accounts that have to sign in; None where everybody who reaches it may do everything."""
    encrypted: bool = False
    """Browsers reach it by https."""
