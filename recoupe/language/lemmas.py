"""Lemmas from a table and suffix rules: exact for verbs, where a trained lemmatizer of this size is not."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

PART_OF_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "PROPN": "noun"}


REMEMBERED = 50_000
"""Answers that a table remembers: a text asks for the same few words again and again."""


@dataclass(frozen=True)
class LemmaTable:
    """Lemmas of one language.

    ``exceptions`` maps a part of speech to form → lemma; ``known`` to the lemmas there are; ``rules`` to (suffix, ending) pairs
    tried in order: a rule holds when the lemma that it makes is known.
    """

    exceptions: dict[str, dict[str, str]] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    rules: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _told: dict[tuple[str, str], str | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Answers given before."""

    def lemma(self, form: str, pos: str) -> str:
        """The lemma of a lower-cased ``form`` with the Universal part of speech ``pos``; the form itself where none is known."""
        part = PART_OF_POS.get(pos)
        if part is None:
            return form
        return self.lemma_of_part(form, part) or form

    def lemma_of_part(self, form: str, part: str) -> str | None:
        """The lemma as ``verb``, ``noun`` or ``adj``, or None."""
        key = (form, part)
        if key not in self._told:
            if len(self._told) >= REMEMBERED:
                self._told.clear()
            self._told[key] = self._look_up(form, part)
        return self._told[key]

    def _look_up(self, form: str, part: str) -> str | None:
        found = self.exceptions.get(part, {}).get(form)
        if found is not None:
            return found
        known = self.known.get(part, frozenset())
        if form in known:
            return form
        for suffix, ending in self.rules.get(part, ()):
            if form.endswith(suffix):
                lemma = form[: len(form) - len(suffix)] + ending
                if lemma in known:
                    return lemma
        return None

    def knowing(self, part: str, lemmas: Iterable[str]) -> LemmaTable:
        """The same table with more known lemmas of one part: the words of the pack are never mistaken for forms of others."""
        return replace(self, known={**self.known, part: self.known.get(part, frozenset()) | frozenset(lemmas)})

    def forms(self, lemma: str, part: str) -> Iterator[str]:
        """Every form of ``lemma`` that the table and the rules give, the lemma first. Costs a walk over the table."""
        yield lemma
        for form, of in self.exceptions.get(part, {}).items():
            if of == lemma:
                yield form
        for suffix, ending in self.rules.get(part, ()):
            if lemma.endswith(ending):
                form = lemma[: len(lemma) - len(ending)] + suffix
                if form != lemma and form not in self.exceptions.get(part, {}):
                    yield form


def load_lemmas(path: Path) -> LemmaTable:
    """Read ``lemmas.txt.gz``: lines ``rule part suffix ending`` and ``part lemma form…``, separated by tabs."""
    exceptions: dict[str, dict[str, str]] = {}
    known: dict[str, list[str]] = {}
    rules: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            part, lemma, *forms = line.rstrip("\n").split("\t")
            if part == "rule":
                rules.setdefault(lemma, []).append((forms[0], forms[1]))
                continue
            known.setdefault(part, []).append(lemma)
            table = exceptions.setdefault(part, {})
            for form in forms:
                table.setdefault(form, lemma)
    return LemmaTable(
        exceptions, {p: frozenset(v) for p, v in known.items()}, {p: tuple(v) for p, v in rules.items()}
    )
