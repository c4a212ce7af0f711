"""What the command line needs of gazetteers."""

from __future__ import annotations

from recoupe.geoparsing.geonames import Imported, Progress, gazetteers_in, import_dump, imported_in, size_of
from recoupe.geoparsing.store import Store

__all__ = ["Imported", "Progress", "Store", "gazetteers_in", "import_dump", "imported_in", "size_of"]
