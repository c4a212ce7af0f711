"""Where the data files of the registries lie."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def data_files(extra: Path | None = None) -> list[Path]:
    """Ours first, then those of ``extra``, a folder with ``actors`` and ``outlets`` in it."""
    folders = [root / name for root in (DATA, extra) if root is not None for name in ("actors", "outlets")]
    return [path for folder in folders for path in sorted(folder.glob("*.toml"))]
