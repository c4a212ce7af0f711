"""Turn a trained pipeline into the folder that ships: no tokenizer (ours cuts the words), no training leftovers.

Usage: ``python -m training.parsers.ship MODEL OUT``
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import spacy


def ship(model: Path, out: Path) -> None:
    plain = spacy.load(model, exclude=["tokenizer"], config={"nlp": {"lang": "xx"}})
    shutil.rmtree(out, ignore_errors=True)
    plain.to_disk(out, exclude=["tokenizer"])
    meta = out / "meta.json"
    told = json.loads(meta.read_text(encoding="utf8"))
    kept = {key: told[key] for key in ("lang", "name", "version", "spacy_version", "pipeline", "components")}
    meta.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


if __name__ == "__main__":
    ship(Path(sys.argv[1]), Path(sys.argv[2]))
