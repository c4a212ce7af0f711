"""Words of nationality, inflected by the rules of their language."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.language.fold import fold
from recoupe.linking.schema import DemonymFile


def demonyms_of(file: DemonymFile) -> dict[str, str]:
    """Folded form to ISO code, in every number and gender, with what may be glued before it."""
    ordered = [*file.first, *(iso for iso in file.demonyms if iso not in file.first)]
    table: dict[str, str] = {}
    for iso in ordered:
        for word in file.demonyms[iso].split():
            for form in _forms(word, file):
                table.setdefault(fold(form), iso)
    for iso, words in file.exact.items():
        table |= {fold(word): iso for word in words.split()}
    return table


def twins_of(file: DemonymFile) -> dict[str, tuple[str, ...]]:
    """Countries that share a word."""
    bearers: dict[str, list[str]] = {}
    for iso, words in file.demonyms.items():
        for word in words.split():
            bearers.setdefault(word, []).append(iso)
    return {iso: tuple(i for i in isos if i != iso) for isos in bearers.values() if len(isos) > 1 for iso in isos}


def _forms(word: str, file: DemonymFile) -> Iterator[str]:
    for form in (word, _plural(word, file), *(word + ending for ending in file.more_endings)):
        for start in ("", *file.glued):
            yield start + form


def _plural(word: str, file: DemonymFile) -> str:
    if word.endswith(file.invariant_endings):
        return word
    ending = next((e for e in sorted(file.changed_endings, key=len, reverse=True) if word.endswith(e)), None)
    return word + file.plural if ending is None else word.removesuffix(ending) + file.changed_endings[ending]
