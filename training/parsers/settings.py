"""Which treebanks make which parser: ``languages.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

FILE = Path(__file__).parent / "languages.toml"


@dataclass(frozen=True)
class ParserSettings:
    """How the parser of one language is trained and measured."""

    train: tuple[str, ...]
    """Names of treebank files without ``.conllu.xz``."""
    test: dict[str, str]
    """Short name and treebank; never trained on, unless ``part`` holds sentences back from it."""
    max_steps: int
    eval_frequency: int
    dev: tuple[str, ...] = ()
    part: int = 0
    """Without ``dev``: every so many-th sentence chooses the step that is kept, and is not trained on."""
    split_words: bool = False
    """Multi-word tokens whose words, put together, spell them stay apart ("do" + "n't"); otherwise they are one token."""
    agent: tuple[str, ...] = ()
    """Lemmas of the preposition of a passive's agent, where the treebanks do not all mark it ``obl:agent``."""
    labels: dict[str, str] = field(default_factory=dict)
    """Labels of the treebanks and what they become."""


def settings_of(language: str) -> ParserSettings:
    """Raises ``KeyError`` for a language without a table, ``TypeError`` for an unknown key."""
    table = tomllib.loads(FILE.read_text(encoding="utf8"))[language]
    settings = ParserSettings(**table)
    lists = {key: tuple(getattr(settings, key)) for key in ("train", "dev", "agent")}
    return replace(settings, train=lists["train"], dev=lists["dev"], agent=lists["agent"])


def languages() -> tuple[str, ...]:
    return tuple(tomllib.loads(FILE.read_text(encoding="utf8")))
