"""Keys under which a place name is found: what it is written like, never what it merely resembles."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from recoupe.language.data import DataModel, load_toml
from recoupe.language.fold import fold

PLACES = Path(__file__).parent.parent / "data" / "places"


class Spelling(DataModel):
    """``spelling.toml``: the rules that make keys of names. All strings folded."""

    articles: tuple[str, ...]
    other_articles: tuple[str, ...]
    transliterated: frozenset[str]
    variants: tuple[tuple[str, str], ...]
    shortest_variant: int

    def key(self, name: str) -> str:
        """Folded, without apostrophes and full stops; a hyphen is a space."""
        return " ".join(fold(name).replace("'", "").replace(".", " ").replace("-", " ").split())

    def bare_key(self, key: str) -> str | None:
        """``key`` without its leading Arabic article, or None when it has none or too little would be left."""
        return self._without_leading(key, self._articles, shortest=3)

    def unarticled_key(self, key: str) -> str | None:
        """``key`` without the leading article of another language, or None."""
        return self._without_leading(key, self._others, shortest=4)

    def variant_key(self, key: str) -> str | None:
        """What the spellings of one transliterated name have in common; None for names it would blur too much."""
        words = key.split()
        kept = [w for w in words if w not in self._articles] or words
        text = "".join(kept)
        if not text.isascii() or not text.isalpha():
            return None
        return _rewritten(text, self._rules, self.shortest_variant)

    @staticmethod
    def _without_leading(key: str, articles: frozenset[str], shortest: int) -> str | None:
        first, _, rest = key.partition(" ")
        return rest if first in articles and len(rest) >= shortest else None

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(self.articles)

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(self.other_articles)

    @cached_property
    def _rules(self) -> tuple[tuple[str, str, bool], ...]:
        return tuple((old.rstrip("$"), new, old.endswith("$")) for old, new in self.variants)


def _rewritten(text: str, rules: tuple[tuple[str, str, bool], ...], shortest: int) -> str | None:
    for old, new, final in rules:
        if not final:
            text = text.replace(old, new)
        elif text.endswith(old):
            text = text[: -len(old)] + new
    text = "".join(c for i, c in enumerate(text) if i == 0 or c != text[i - 1])
    return text if len(text) >= shortest else None


@cache
def load_spelling(path: Path = PLACES / "spelling.toml") -> Spelling:
    return load_toml(path, Spelling)
