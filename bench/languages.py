"""``languages``: what reading costs in each language, in processor time a word, beside French.

The texts are the packs' own examples, ten to a report: dense news in every language, the same for all who have the repository.
Clock times are left out, since they hang on what else the machine does; the shares of processor time hardly do.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from bench.figures import Figure, Result, Table
from bench.reading import Text, read_texts
from recoupe.language.data import load_toml
from recoupe.language.pack import LANGUAGES, available, load_pack
from recoupe.language.schema_examples import Examples
from recoupe.language.tokens import Tokenizer
from recoupe.pipeline import Reader

BESIDE = "fr"
AIM = 1.5
"""How many times the processor time of French a word may cost."""
TOGETHER = 10
ROUNDS = 5
"""Of which the quickest counts."""


@dataclass(frozen=True, slots=True)
class Cost:
    words: int
    seconds: float
    """Of the processor."""
    megabytes: float
    """Of the trained parser; 0 where the language is read by lists."""

    @property
    def microseconds(self) -> float:
        """A word."""
        return self.seconds / self.words * 1e6


def measure(*, quick: bool) -> Result:
    """``quick``: fewer rounds."""
    costs = {code: cost_of(code, rounds=2 if quick else ROUNDS) for code in available()}
    base = costs[BESIDE].microseconds
    figures = [
        Figure(f"{code}.times the cost of French", cost.microseconds / base, aim=AIM, lower_is_better=True)
        for code, cost in costs.items()
        if code != BESIDE
    ]
    figures += [Figure(f"{code}.parser", c.megabytes, aim=20, unit="MB", lower_is_better=True) for code, c in costs.items()]
    rows = tuple((code, c.words, c.seconds, c.microseconds, c.microseconds / base, c.megabytes) for code, c in costs.items())
    head = ("", "words", "seconds of the processor", "µs a word", "times French", "parser MB")
    corpus = hashlib.sha256(b"".join((LANGUAGES / code / "examples.toml").read_bytes() for code in available()))
    name = "languages-quick" if quick else "languages"
    return Result(name, tuple(figures), f"sha256:{corpus.hexdigest()}", (Table("reading", head, rows),))


def cost_of(code: str, *, rounds: int) -> Cost:
    """Loading is not counted: a first round makes it and the caches."""
    pack = load_pack(code)
    examples = load_toml(pack.folder / "examples.toml", Examples).example
    tokenizer = Tokenizer(pack.head.tokens)
    texts = [
        Text(group[0].id, "\n\n".join(e.text for e in group).encode(), group[0].published.isoformat(), code)
        for group in (examples[i : i + TOGETHER] for i in range(0, len(examples), TOGETHER))
    ]
    words = sum(len(tokenizer.words(e.text, s.span)) for e in examples for s in tokenizer.sentences(e.text))
    reader = Reader()
    used = []
    for _ in range(rounds + 1):
        start = time.process_time()
        for _ in read_texts(texts, reader=reader):
            pass
        used.append(time.process_time() - start)
    folder = pack.folder / pack.head.parser if pack.head.parser else None
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6 if folder else 0.0
    return Cost(words, min(used[1:]), size)
