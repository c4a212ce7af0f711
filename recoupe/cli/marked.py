"""A passage with its roles marked: by colour and underline, or by brackets with a letter where there is no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.language.display import visible
from recoupe.model import Claim, Span

if TYPE_CHECKING:
    from rich.text import Text

ROLES = {
    "E": ("event", "bold underline"),
    "A": ("who", "underline blue"),
    "T": ("to whom", "underline magenta"),
    "P": ("where", "underline green"),
    "D": ("when", "underline cyan"),
    "F": ("figure", "underline yellow"),
    "M": ("means", "underline red"),
    "S": ("source", "underline bright_black"),
}
"""Letter: what it stands for, and its style. Colour is added to the letters, never alone."""


def roles(claim: Claim) -> list[tuple[str, Span]]:
    """Letters and spans, in the order of the text, the longer first."""
    found = [("E", claim.trigger)]
    found += [("A", mention.span) for mention in claim.actors]
    found += [("T", mention.span) for mention in claim.targets]
    found += [("P", mention.span) for mention in claim.places]
    found += [("D", claim.time.span)] if claim.time and claim.time.span else []
    found += [("F", quantity.span) for quantity in claim.quantities]
    found += [("M", used.span) for used in claim.means]
    found += [("S", step.span) for step in claim.attribution]
    return sorted(dict.fromkeys(found), key=lambda item: (item[1].start, -item[1].end, list(ROLES).index(item[0])))


def marked(passage: Span, text: str, found: list[tuple[str, Span]], *, in_colour: bool) -> Text:
    from rich.text import Text

    inside = [(letter, span) for letter, span in found if passage.covers(span)]
    if not in_colour:
        return Text(one_line(visible(bracketed(passage, text, inside))))
    quoted = Text(one_line(visible(passage.of(text))))
    at = [len(visible(text[passage.start : i])) for i in range(passage.start, passage.end + 1)]
    for letter, span in inside:
        quoted.stylize(ROLES[letter][1], at[span.start - passage.start], at[span.end - passage.start])
    return quoted


def bracketed(passage: Span, text: str, inside: list[tuple[str, Span]]) -> str:
    """``[A l'armée du Val] a [E bombardé]``. Brackets nest; of two spans that cross, each is closed in its own place."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    for letter, span in inside:
        opening.setdefault(span.start, []).append(f"[{letter} ")
        closing[span.end] = closing.get(span.end, 0) + 1
    cuts = sorted({passage.start, passage.end, *opening, *closing})
    written = []
    for begin, end in zip(cuts, [*cuts[1:], passage.end], strict=True):
        written += ["]" * closing.get(begin, 0), *opening.get(begin, []), text[begin:end]]
    return "".join(written)


def one_line(text: str) -> str:
    """Line ends as spaces, one for one."""
    return text.translate({ord(c): " " for c in "\n\r\t\v\f\u2028\u2029"})


def legend(found: list[tuple[str, Span]], *, in_colour: bool) -> Text:
    from rich.text import Text

    present = [letter for letter in ROLES if any(letter == found_letter for found_letter, _ in found)]
    line = Text()
    for letter in present:
        name, style = ROLES[letter]
        line.append("  " if line else "")
        line.append(f"{letter} {name}", style if in_colour else "")
    return line
