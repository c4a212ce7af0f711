"""Findings have the words on both sides; what fits together gives none. Campaigns, voices, how a report tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recoupe.corroboration.assemble import Options, assemble
from recoupe.corroboration.campaigns import campaigns
from recoupe.corroboration.checks import captures_before, findings_in
from recoupe.corroboration.copies import find_copies
from recoupe.corroboration.network import network
from recoupe.corroboration.portrayal import portray
from recoupe.corroboration.relations import KnownRelations
from recoupe.corroboration.shares import share_in
from recoupe.corroboration.voices import Member
from recoupe.model import (
    FROM_SIDES,
    PART,
    Attribute,
    Event,
    Finding,
    FindingKind,
    Incident,
    Mark,
    MarkKind,
    Modality,
    PartialDate,
    PlaceMention,
    Precision,
    Quantity,
    QuantityKind,
    Span,
    TimeMention,
)
from tests.corroboration.build import SIDES, linked, report, says


def figures(text: str, *found: tuple[str, str, float, str], language: str = "en") -> Member:
    """A claim whose evidence is the whole text; each figure: kind, words, value, what is counted or the unit."""
    of = replace(report("One", text=text), language=language)
    made = []
    for kind, words, value, unit in found:
        at = text.index(words)
        person = kind not in ("area", "distance")
        span, of_what = Span(at, at + len(words)), unit if person else None
        made.append(Quantity(QuantityKind(kind), span, value, value, "person" if person else unit, of_what))
    claim = says(of, event=Event.CAPTURE).claim
    return Member(replace(claim, evidence=Span(0, len(text)), quantities=tuple(made)), of)


def kinds(found: tuple[Finding, ...]) -> list[str]:
    return [finding.kind.value for finding in found]


def test_an_area_is_held_against_its_sides() -> None:
    text = "They took a strip 12 km long and 5 km wide, 600 square km in all."
    wrong = figures(text, ("distance", "12 km", 12, "km"), ("distance", "5 km", 5, "km"), ("area", "600 square km", 600, "km2"))
    (found,) = findings_in([wrong])
    assert found.kind is FindingKind.AREA_AGAINST_SIDES
    assert found.left.span.of(text) == "600 square km"
    assert found.right.span.of(text) == "12 km long and 5 km"
    right = figures(text, ("distance", "12 km", 12, "km"), ("distance", "5 km", 5, "km"), ("area", "600 square km", 55, "km2"))
    assert not findings_in([right])


def test_a_share_of_the_country_is_held_against_its_area() -> None:
    for language, text, words in (
        ("en", "They hold half of the country, 30,000 square km.", "30,000 square km"),
        ("fr", "Ils tiennent la moitié du pays, 30 000 km2.", "30 000 km2"),
        ("es", "Controlan la mitad del país, 30 000 km2.", "30 000 km2"),
        ("ar", "يسيطرون على نصف البلاد، أي 30 ألف كم", "30 ألف كم"),
    ):
        member = figures(text, ("area", words, 30_000, "km2"), language=language)
        place = PlaceMention(Span(0, 4), linked("country:SY"), precision=Precision.COUNTRY, country="SY")
        member = Member(replace(member.claim, places=(place,)), member.report)
        assert kinds(findings_in([member])) == ["share_against_figure"], language
        enough = replace(member.claim.quantities[0], min=92_000, max=92_000)
        assert not findings_in([Member(replace(member.claim, quantities=(enough,)), member.report)])


def test_a_percentage_counts_as_a_share() -> None:
    text = "They hold 60 % of the country."
    share = share_in(text, Span(0, len(text)), "en")
    assert share
    assert share.value == 0.6
    assert share_in("Half of the houses burned.", Span(0, 26), "en") is None


def test_parts_are_held_against_their_whole() -> None:
    text = "52 dead, of whom 22 Iraqis, 18 Afghans and 10 Syrians."
    parts = (("killed", "22", 22.0, "Iraqis"), ("killed", "18", 18.0, "Afghans"), ("killed", "10", 10.0, "Syrians"))
    assert kinds(findings_in([figures(text, ("killed", "52", 52, "dead"), *parts)])) == ["sum_of_parts"]
    assert kinds(findings_in([figures(text, ("killed", "52", 45, "dead"), *parts)])) == ["part_above_whole"]
    assert not findings_in([figures(text, ("killed", "52", 50, "dead"), *parts)])


def test_a_weekday_is_held_against_its_date() -> None:
    text = "It happened on Monday 3 March 2020."
    at = Span(15, 34)
    member = says(report("One", text=text))
    for said, found in (("2020-03-03", ["weekday_against_date"]), ("2020-03-02", [])):
        day = PartialDate.day(date.fromisoformat(said))
        claim = replace(member.claim, time=TimeMention(day, "as written", at))
        made = findings_in([Member(claim, member.report)])
        assert kinds(made) == found
        assert [(f.left.span.of(text), f.right.span.of(text)) for f in made] == [("Monday", "3 March 2020")] * len(found)


def test_what_is_told_as_past_cannot_lie_after_publication() -> None:
    assert kinds(findings_in([says(report("One", day=4), on=date(2020, 3, 9))])) == ["after_publication"]


def test_a_denial_before_what_it_denies() -> None:
    early = says(report("Two", day=2), "p:army", mode=Modality.DENIED, on=date(2020, 3, 1))
    assert kinds(findings_in([says(report("One")), early])) == ["before_its_cause"]


def test_a_town_cannot_be_taken_twice_by_one_side() -> None:
    first = says(report("One"), who="army", event=Event.CAPTURE)
    again = says(report("Two", day=20), who="army", event=Event.CAPTURE, on=date(2020, 3, 19))
    lost = says(report("Three", day=12), whom="army", who="rebels", event=Event.CAPTURE, on=date(2020, 3, 11))
    assert kinds(captures_before([first, again], relations=SIDES)) == ["captured_before"]
    assert not captures_before([first, lost, again], relations=SIDES)


def episode(n: int, day: int, *, lat: float = 34.0, who: str = "army", event: Event = Event.CAPTURE) -> Incident:
    member = says(report(f"O{n}", day=day), who=who, event=event, place=(f"town-{n}", lat, 40.0), on=date(2020, 3, day))
    return assemble(f"i{n}", [member], options=Options(SIDES))


def test_an_offensive_told_day_by_day_is_one_campaign() -> None:
    days = [episode(n, 2 + 2 * n, lat=34.0 + 0.1 * n) for n in range(4)]
    elsewhere, later, others = episode(8, 4, lat=36.5), episode(9, 25), episode(10, 5, who="police")
    (found,) = campaigns([*days, elsewhere, later, others], relations=SIDES)
    assert found.episodes == tuple(i.id for i in days)
    assert found.actors == ("army",)
    assert found.when
    assert found.when.edtf == "2020-03-02/2020-03-08"
    assert campaigns(reversed([*days, elsewhere]), relations=SIDES) == (found,)


def test_the_network_counts_who_quotes_copies_and_agrees() -> None:
    words = "Seven members of one family were killed when shells fell on the market street of the old town."
    one, two = report("One", text=words), report("Two", day=5, text=words + " Two adds this sentence of its own making here.")
    members = [says(one, "m:monitor", killed=(7, 7)), says(two, "p:army", killed=(7, 7))]
    made = network(members, find_copies([one, two]), [assemble("i1", members, options=Options(SIDES))], relations=SIDES)
    assert {(q.voice.name, q.source.key) for q in made.quotes} == {("One", "monitor"), ("Two", "army")}
    assert [(c.voice.name, c.source.name, c.sentences) for c in made.copies] == [("Two", "One", 1)]
    (dealing,) = made.dealings
    assert {dealing.left.key, dealing.right.key} == {"army", "monitor"}
    assert dealing.agree >= 2


def test_who_has_it_from_another_does_not_agree_with_it() -> None:
    members = [says(report("One"), "m:monitor", killed=(7, 7)), says(report("One"), killed=(7, 7), at=20)]
    made = network(members, (), [assemble("i1", members, options=Options(SIDES))], relations=SIDES)
    assert made.dealings == ()


def test_sides_oppose_each_other_on_the_days_of_which_they_speak() -> None:
    class Until(KnownRelations):
        def opposed(self, left: str, right: str, day: date | None) -> bool | None:
            return super().opposed(left, right, day) if day is not None and day < date(2020, 1, 1) else None

    members = [says(report("One"), "p:army", killed=(7, 7)), says(report("Two"), "p:rebels", killed=(7, 7))]
    before = [replace(m, claim=replace(m.claim, id=m.claim.id + "b", time=None)) for m in members]
    later = Until(opposites=SIDES.opposites, parents=SIDES.parents, parties=SIDES.parties)
    assert [d.opposed for d in network(members, (), [assemble("i1", members)], relations=later).dealings] == [False]
    assert [d.opposed for d in network(before, (), [assemble("i1", before)], relations=SIDES).dealings] == [True]


def test_circles_are_found_among_all_reports() -> None:
    members = [says(report("One"), "x:name:two"), says(report("Two"), "x:name:one"), says(report("Three"), "x:name:one")]
    (circle,) = network(members, (), (), relations=SIDES).circles
    assert {voice.key for voice in circle} == {"name:one", "name:two"}


def test_how_a_report_tells_it_is_counted_with_examples() -> None:
    one, two, three = report("One"), report("Two"), report("Three")
    silent = says(one, event=Event.KILLING, whom="civilians")
    others = [says(of, "m:monitor", event=Event.KILLING, who="army", whom="civilians", killed=(9, 9)) for of in (two, three)]
    incident = assemble("i1", [silent, *others], options=Options(SIDES))
    marks = [Mark(Span(0, 4), MarkKind.LOADED, "rebels"), Mark(Span(5, 8), MarkKind.OPINION)]
    told = portray(one, [silent.claim], marks, [incident])
    assert [(c.what, c.times) for c in told.loaded] == [("rebels", 1)]
    assert not told.agents
    assert [(c.what, c.times) for c in told.without_agent] == [("killing", 1)]
    assert [c.what for c in told.suffering] == ["civilians"]
    assert {(left.attribute.value, left.label) for left in told.left_out} == {("actor", "army"), ("killed", "9")}


def test_parts_that_are_told_as_such_need_no_other_words() -> None:
    text = "They killed 50 soldiers, of whom 30 on the hill and 35 on the road."
    counts = (("killed", "50 soldiers", 50, "soldiers"), ("killed", "30", 30, "soldiers"), ("killed", "35", 35, "soldiers"))
    member = figures(text, *counts)
    whole, *parts = member.claim.quantities
    told = replace(member.claim, quantities=(whole, *(replace(q, flags=(PART,)) for q in parts)))
    (found,) = findings_in([Member(told, member.report)])
    assert found.kind is FindingKind.PART_ABOVE_WHOLE
    assert (found.left.span.of(text), found.right.span.of(text)) == ("50 soldiers", "30 on the hill and 35")
    one = replace(member.claim, quantities=(whole, replace(parts[0], flags=(PART,))))
    assert not findings_in([Member(one, member.report)])
    about = assemble("i1", [Member(told, member.report)]).about(Attribute.KILLED)
    assert about is not None
    assert about.estimate is not None
    assert about.estimate.best == 50
    assert {v.part_of for v in about.versions if v.scope} == {"50..50"}


def test_an_area_is_held_against_the_one_worked_out_from_its_sides() -> None:
    text = "Une zone de 45 kilomètres sur 60, soit 5 000 kilomètres carrés."
    wrong = figures(text, ("area", "45 kilomètres sur 60", 2700, "km2"), ("area", "5 000 kilomètres carrés", 5000, "km2"))
    product, given = wrong.claim.quantities
    quantities = (replace(product, flags=(f"{FROM_SIDES}: '45 kilomètres' by '60'",)), given)
    (found,) = findings_in([Member(replace(wrong.claim, quantities=quantities), wrong.report)])
    assert found.kind is FindingKind.AREA_AGAINST_SIDES
    assert found.left.span.of(text) == "5 000 kilomètres carrés"
    assert found.right.span.of(text) == "45 kilomètres sur 60"
