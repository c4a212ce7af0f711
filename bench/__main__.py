"""``python -m bench NAME``: measure, print a table, write ``bench/results/NAME.json``."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from bench.figures import DataAbsent, Result, print_result, write_result
from bench.floors import Floors

MEASUREMENTS = {
    "seed": "a real report with a careful human reading of it",
    "examples": "the pack's example sentences, and how far confidence can be believed",
    "examples_en": "the same for English",
    "examples_es": "the same for Spanish",
    "examples_ar": "the same for Arabic",
    "heldout_ar": "Arabic sentences that the reader's makers do not look at",
    "heldout": "reports of our own pen that the reader's makers do not look at",
    "reports": "dense French reports of our own pen: a part to mend by, a part kept unread",
    "press": "real articles that nobody annotated: claims drawn by chance and judged by hand",
    "press_es": "the same in Spanish",
    "press_en": "the same in English, over the documents of re3d",
    "places": "place names found and resolved: GeoVirus, sentences of our own, the seed",
    "muc": "roles of attacks in English reports of the 1980s, by head nouns",
    "re3d": "organisations, locations and pairs of enemies in English reports on Syria and Iraq",
    "parser": "the shipped parser on two test treebanks",
    "actors": "whom mentions mean, in four languages, and organisations found by names alone",
    "knowledge_speed": "what names, places and time cost beside the parse, loading, a million names",
    "time": "time phrases: WikiWars beside HeidelTime, and sentences of our own in three languages",
    "intake": "pages, hostile inputs, killed processes, random inputs, growth",
    "crosscheck": "incidents, contradictions and independent origins on a dossier of our own; with --scale, a million claims",
    "control": "who held towns that were kept from us, day by day; a made-up front with a known truth",
    "control_speed": "control of territory from 100,000 observations: time, memory, growth, one day's map from a ledger",
    "web": "how quickly the workbench answers twenty clients at once",
    "web_vectors": "a thousand ways to smuggle scripts into the workbench, in Chromium",
    "languages": "what a word costs to read in each language, beside French; the size of the parsers",
    "speed": "reading against parsing every sentence, one process against two, memory, start",
}
BELOW_FLOOR, WRONG_USAGE, NO_DATA = 1, 2, 3


def main(words: list[str] | None = None) -> int:
    given = _arguments().parse_args(words)
    if given.name is None:
        print("\n".join(f"{name:17}{told}" for name, told in MEASUREMENTS.items()))
        print(f"{'table':17}the figures kept in bench/results, as the README shows them")
        return 0
    if given.name == "table":
        return _table(into_readme=given.readme)
    if given.name not in MEASUREMENTS:
        print(f"bench: no measurement {given.name!r}; there are {', '.join(MEASUREMENTS)}", file=sys.stderr)
        return WRONG_USAGE
    try:
        return _worksheet(given) if _is_worksheet(given) else _run(given)
    except DataAbsent as exc:
        print(f"bench: {given.name}: {exc}", file=sys.stderr)
        return NO_DATA


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", nargs="?", metavar="NAME", help="a measurement, or table; none: list them")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a figure is below its floor; no result is written")
    parser.add_argument("--raise", dest="lift", action="store_true", help="set the floors a little below what is measured")
    parser.add_argument("--quick", action="store_true", help="on a small part, where the measurement has one")
    parser.add_argument("--readme", action="store_true", help="with table: put it into the README")
    parser.add_argument("--scale", action="store_true", help="with crosscheck: how time and memory grow with the claims")
    sheet = parser.add_argument_group("press")
    sheet.add_argument("--draw", type=int, metavar="SEED", help="print claims drawn by chance as a worksheet")
    sheet.add_argument("--sentences", type=int, metavar="SEED", help="print the articles in which found sentences are counted")
    sheet.add_argument("--judge", metavar="FILE", help="take verdicts from a worksheet that was filled in")
    sheet.add_argument("--language", default="fr", help="of the articles")
    return parser


def _table(*, into_readme: bool) -> int:
    from bench.table import readme_table, write_readme

    print(readme_table())
    if into_readme:
        write_readme()
    return 0


def _is_worksheet(given: argparse.Namespace) -> bool:
    return given.draw is not None or given.sentences is not None or given.judge is not None


def _worksheet(given: argparse.Namespace) -> int:
    if given.name != "press":
        print("bench: --draw, --sentences and --judge belong to press", file=sys.stderr)
        return WRONG_USAGE
    from bench import worksheet
    from bench.press import judged_of

    if given.judge is not None:
        print(worksheet.take(given.judge, judged_of(given.language)))
    elif given.draw is not None:
        print(worksheet.claims_sheet(given.draw, given.language))
    else:
        print(worksheet.sentences_sheet(given.sentences, given.language))
    return 0


def _run(given: argparse.Namespace) -> int:
    module = "scale" if given.scale and given.name == "crosscheck" else given.name
    result: Result = import_module(f"bench.{module}").measure(quick=given.quick)
    print_result(result)
    floors = Floors()
    if given.lift:
        print("\n".join(["", "floors:", *(floors.raised(result) or ["none changed"])]))
    if given.check:
        broken = floors.broken(result)
        print("\n".join(["", *(broken or [f"{result.name}: no figure is below its floor"])]))
        return BELOW_FLOOR if broken else 0
    print(f"\nwritten: {write_result(result).name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
