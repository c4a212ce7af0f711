"""A text as it can be shown to somebody who must not be deceived: copies only, the text itself is never touched."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from recoupe.model import Span

BIDI = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
"""Controls of the direction of writing (Unicode Standard Annex 9)."""

UNSEEN = {0x200B: "ZWSP", 0x2060: "WJ", 0xFEFF: "BOM", 0x00AD: "SHY", 0x180E: "MVS"}
"""Characters that nobody sees; joiners are left out, which Arabic and emoji need."""

ALIKE = ("LATIN", "CYRILLIC", "GREEK")
"""Scripts whose letters look alike: no word of any language mixes them."""

_TABLE = {code: f"⟦{name}⟧" for code, name in (BIDI | UNSEEN).items()}
_TABLE |= {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"}
_TABLE |= {0x7F: "\u2421"} | {code: f"⟦U+{code:04X}⟧" for code in range(0x80, 0xA0) if code != 0x85}
_TABLE |= {code: f"⟦U+{code:X}⟧" for code in range(0xE0000, 0xE0080)}
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a text that its reader should know. ``span`` is in the text itself."""

    span: Span
    problem: str


def visible(text: str) -> str:
    """Controls and unseen characters spelled out: nothing turns the line around, moves the cursor or hides."""
    return text.translate(_TABLE)


def doubts(text: str) -> tuple[Doubt, ...]:
    """Words that mix scripts whose letters look alike, and controls of direction, in the order of the text."""
    words = (m for m in _WORD.finditer(text) if mixes_scripts(m.group()))
    found = [Doubt(Span(m.start(), m.end()), "mixes letters of several scripts") for m in words]
    found += [Doubt(Span(i, i + 1), f"control of direction {BIDI[ord(c)]}") for i, c in enumerate(text) if ord(c) in BIDI]
    return tuple(sorted(found, key=lambda d: d.span.start))


def mixes_scripts(word: str) -> bool:
    return not word.isascii() and len({s for s in map(_script, word) if s in ALIKE}) > 1


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def mended(text: str) -> str | None:
    """The text as it was probably meant, where an encoding was mistaken for another ("Ã©" for "é"); None where nothing is amiss.

    For display: offsets into the text do not hold in it (ftfy; its other repairs are switched off).
    """
    from ftfy import TextFixerConfig, fix_text

    plain = TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False, normalization=None,
        explain=False,
    )  # fmt: skip
    fixed = fix_text(text, plain)
    return None if fixed == text else fixed
