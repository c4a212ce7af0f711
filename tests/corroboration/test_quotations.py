"""Quotations that two reports share, in one language and across languages, and what they say of a retold report."""

from __future__ import annotations

from dataclasses import replace

from recoupe.corroboration.assemble import Options, assemble
from recoupe.corroboration.quotations import quotations_of, shared
from recoupe.corroboration.voices import Member
from recoupe.model import Event, Report, Span
from tests.corroboration.build import SIDES, report, says

ENGLISH = (
    'A raid hit the town. "The plane came back twice and struck the market of the town," a shopkeeper said. '
    '"We buried 7 of ours."'
)
FRENCH = (
    "Un raid a visé la ville. « L'avion est revenu deux fois et a frappé le marché de la ville », dit un commerçant. "
    "« Nous avons enterré 7 des nôtres. »"
)
OTHER = (
    "Un raid a visé la ville. « Les secours manquent de tout et personne ne nous aide ici », dit un commerçant. "
    "« Il y a 9 blessés dehors. »"
)


def of(outlet: str, text: str, language: str, *, day: int = 4) -> Report:
    return replace(report(outlet, text=text, day=day), language=language)


def inside(at: Report, word: str, *, event: Event = Event.STRIKE) -> Member:
    """An unnamed person's claim within the quotation."""
    start = at.text.index(word)
    member = says(at, "u:", event=event)
    return Member(replace(member.claim, trigger=Span(start, start + len(word)), evidence=Span(start, start + len(word))), at)


def test_quotations_are_found_by_their_marks_and_terms_are_none() -> None:
    text = 'They speak of "terrorists". « Nous avons vu la fumée monter », said one; “it was over in a minute”, another.'
    found = quotations_of(of("One", text, "en"), [])
    assert [q.span.of(text) for q in found] == ["Nous avons vu la fumée monter", "it was over in a minute"]


def test_a_translated_quotation_is_known_by_what_is_in_it() -> None:
    english, french, other = of("One", ENGLISH, "en"), of("Two", FRENCH, "fr"), of("Three", OTHER, "fr")
    left = quotations_of(english, [inside(english, "struck")])
    right = quotations_of(french, [inside(french, "frappé")])
    assert shared(left, right) == 2
    assert shared(left, quotations_of(other, [inside(other, "aide", event=Event.AID)])) == 0


def test_words_decide_within_one_language() -> None:
    one = of("One", ENGLISH, "en")
    assert shared(quotations_of(one, []), quotations_of(of("Two", ENGLISH.replace("raid", "strike"), "en"), [])) == 2
    again = of("Two", ENGLISH.replace("came back twice and struck", "was never seen by anybody over"), "en")
    assert shared(quotations_of(one, [])[:1], quotations_of(again, [])[:1]) == 0


def test_a_report_with_translated_quotations_is_no_second_voice() -> None:
    first, second = of("One", ENGLISH, "en"), of("Two", FRENCH, "fr", day=6)
    members = [says(first, who="army"), inside(first, "struck"), says(second, who="army"), inside(second, "frappé")]
    made = assemble("i1", members, options=Options(SIDES))
    assert len(made.origins) == 1
    assert any("2 quotations" in r.text for r in made.origins[0].reasons)
    third = of("Two", OTHER, "fr", day=6)
    others = [says(first, who="army"), inside(first, "struck"), says(third, who="army"), inside(third, "aide", event=Event.AID)]
    assert len(assemble("i1", others, options=Options(SIDES)).origins) == 2
