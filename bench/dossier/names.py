"""The names that the sources of the dossier write in short."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

Json = dict[str, object]


@dataclass(frozen=True)
class Names:
    places: dict[str, tuple[str, str, float, float]]
    speakers: dict[str, tuple[str, str, str]]
    actors: dict[str, tuple[str, str]]

    def actor(self, key: str) -> tuple[str, str]:
        if key in self.actors:
            return self.actors[key]
        return (self.speakers[key][0], self.speakers[key][1]) if key in self.speakers else (key, key.replace("-", " "))

    def place(self, key: str) -> Json:
        name, country, lat, lon = self.places[key]
        return {"id": f"x-place-{key}", "name": name, "country": country, "lat": lat, "lon": lon}

    def speaker(self, key: str) -> Json:
        """An unnamed voice of a known side has the side as a candidate."""
        if key == "unnamed" or key.startswith("unnamed:"):
            side = key.partition(":")[2]
            candidates = [{"id": side, "name": side.replace("-", " "), "score": 0.5, "reasons": []}] if side else []
            return {"id": None, "name": None, "kind": "unnamed", "candidates": candidates}
        id, name, kind = self.speakers[key]
        return {"id": id, "name": name, "kind": kind, "candidates": []}


def load_names(path: Path) -> Names:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return Names(
        {k: (v[0], v[1], float(v[2]), float(v[3])) for k, v in raw["places"].items()},
        {k: (v[0], v[1], v[2]) for k, v in raw["speakers"].items()},
        {k: (v[0], v[1]) for k, v in raw["actors"].items()},
    )
