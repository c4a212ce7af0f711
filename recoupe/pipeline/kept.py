"""Observations kept beside a ledger, so that a second question does not read all of its claims again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path

from recoupe.control.observing import Observed
from recoupe.linking.files import DATA
from recoupe.model import Bearing, Event, Ground, Observation, Reason, Unplaced

METHOD = "control 3"
"""Changes whenever observations would be made otherwise."""
_EVENTS, _BEARINGS = {e.value: e for e in Event}, {b.value: b for b in Bearing}
_NEWEST = 8
"""Kept files; older ones are removed."""


class KeptObservations:
    """Files in ``folder``, named after everything that observations depend on. What can't be read is made anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, *key: str) -> Observed | None:
        try:
            return from_json(gzip.decompress(self._file(key).read_bytes()).decode("utf-8"))
        except (OSError, ValueError, KeyError, IndexError, TypeError, EOFError):
            return None

    def put(self, observed: Observed, *key: str) -> None:
        """A folder that can't be written to keeps nothing."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._file(key).with_suffix(f".{os.getpid()}")
            part.write_bytes(gzip.compress(to_json(observed).encode("utf-8"), compresslevel=1))
            part.replace(self._file(key))
            old = sorted(self._folder.glob("*.json.gz"), key=lambda f: f.stat().st_mtime)[:-_NEWEST]
        except OSError:
            return
        for file in old:
            file.unlink(missing_ok=True)

    def _file(self, key: tuple[str, ...]) -> Path:
        return self._folder / f"{hashlib.sha256(chr(0).join((METHOD, *key)).encode()).hexdigest()[:32]}.json.gz"


def known_files(knowledge: Path | None) -> str:
    """Names, sizes and times of the files of actors and outlets, the user's included."""
    folders = [DATA / "actors", DATA / "outlets", *([knowledge] if knowledge is not None else [])]
    files = sorted(f for folder in folders for f in folder.rglob("*.toml"))
    return "\n".join(f"{f} {(told := f.stat()).st_size} {told.st_mtime_ns}" for f in files)


def to_json(observed: Observed) -> str:
    """Grounds once, observations as lists in the order of the fields."""
    grounds = {g: n for n, g in enumerate(dict.fromkeys(o.ground for o in observed.observations))}
    return json.dumps({
        "grounds": [[g.key, g.name, g.lat, g.lon, g.radius_km, g.country] for g in grounds],
        "observations": [_written(o, grounds[o.ground]) for o in observed.observations],
        "unplaced": [[u.claim, u.report, u.words, u.why] for u in observed.unplaced],
        "passed_over": [list(p) for p in observed.passed_over],
    }, ensure_ascii=False)  # fmt: skip


def _written(o: Observation, ground: int) -> list[object]:
    return [
        o.claim, o.report, o.event.value, o.bearing.value, o.holder, ground, o.first, o.last, o.weight, o.voice, o.voice_name,
        o.outlet, o.party, sorted(o.origins), o.against_interest, o.area_km2, [[r.text, r.weight] for r in o.reasons],
    ]  # fmt: skip


def from_json(text: str) -> Observed:
    """Raises ``ValueError``, ``KeyError``, ``IndexError`` or ``TypeError`` when it is something else."""
    kept = json.loads(text)
    reasons_of: dict[tuple[str, float], Reason] = {}
    grounds = [Ground(*g) for g in kept["grounds"]]
    made = tuple(
        Observation(
            claim, report, _EVENTS[event], _BEARINGS[bearing], holder, grounds[ground], first, last, weight, voice, name, outlet,
            party, frozenset(origins), against, (area[0], area[1]) if area else None,
            tuple(reasons_of.setdefault((r[0], r[1]), Reason(*r)) for r in reasons),
        )
        for claim, report, event, bearing, holder, ground, first, last, weight, voice, name, outlet, party, origins, against,
        area, reasons in kept["observations"]
    )  # fmt: skip
    left = tuple(Unplaced(*u) for u in kept["unplaced"])
    return Observed(made, left, tuple((str(why), int(count)) for why, count in kept["passed_over"]))
