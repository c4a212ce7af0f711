"""Train the parser of one language with ``config.cfg``.

Usage: ``python -m training.parsers.train LANGUAGE CORPUS OUT`` where CORPUS holds ``train.spacy`` and ``dev.spacy``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.cli.train import train

from training.parsers.settings import settings_of

CONFIG = Path(__file__).parent / "config.cfg"


def main(language: str, corpus: Path, out: Path) -> None:
    settings = settings_of(language)
    overrides = {
        "paths.train": str(corpus / "train.spacy"),
        "paths.dev": str(corpus / "dev.spacy"),
        "training.max_steps": settings.max_steps,
        "training.eval_frequency": settings.eval_frequency,
    }
    train(CONFIG, out, overrides=overrides)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
