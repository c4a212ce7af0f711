"""``intake``: whatever a source holds. Pages against trafilatura alone, hostile inputs, killed processes, random inputs, growth.

``--quick`` takes a part of each. Nothing is read from outside the repository.
"""

from __future__ import annotations

import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

from bench.figures import Figure, Result, Table, corpus_hash
from recoupe.errors import RecoupeError
from recoupe.intake import Intake, IntakeOptions, RawSource, Taken, Workshop
from recoupe.model import PartialDate, Span
from tests.hostile import builders, generate

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PAGE_SIZE = 75_000
AIM_SPEED, AIM_SECONDS, AIM_MEGABYTES, AIM_GROWTH = 0.6, 60.0, 1024.0, 15.0


def measure(*, quick: bool) -> Result:
    """The random inputs are read by a process of their own meanwhile."""
    names = [name for name, _, _ in _readers()]
    with ProcessPoolExecutor(1) as pool:
        running = [pool.submit(_fuzz, name, 300 if quick else 100_000) for name in names]
        figures = [*_pages(60 if quick else 1000), *_hostile(heavy=not quick), *_killed(4 if quick else 300)]
        rows = tuple(future.result() for future in running)
    uncaught = Figure("random inputs.uncaught", sum(failed for _, _, failed, _ in rows), 0, lower_is_better=True)
    table = Table("random inputs", ("reader", "inputs", "uncaught", "seconds"), rows)
    grown, growth = _growth()
    files = [Path(generate.__file__), Path(builders.__file__)]
    name = "intake-quick" if quick else "intake"
    known = "trafilatura on the same pages"
    return Result(name, (*figures, uncaught, *grown), corpus_hash(files), (table, growth), known_from=known)


# ------------------------------------------------------------ pages


def page(number: int, chance: random.Random) -> bytes:
    """A saved page: menu, script, article, about ``PAGE_SIZE`` bytes."""
    words = [f"mot{chance.randrange(5000)}" for _ in range(1400)]
    menu = "".join(f"<li><a href='/{i}/{chance.randrange(9999)}' title='lien {i}'>rubrique {i}</a></li>" for i in range(400))
    article = "".join(f"<p>{' '.join(words[i : i + 70]).capitalize()}.</p>" for i in range(0, 1400, 70))
    stamp = "<meta property='article:published_time' content='2018-06-22T10:00+02:00'>"
    head = f"<title>Titre {number}</title><meta charset='utf-8'>{stamp}"
    body = f"<nav><ul>{menu}</ul></nav><main><article><h1>Titre {number}</h1>{article}</article></main>"
    whole = f"<!DOCTYPE html><html lang='fr'><head>{head}</head><body>{body}"
    script = ",".join(str(chance.random()) for _ in range(max(0, PAGE_SIZE - len(whole)) // 19))
    return f"{whole}<script>var x=[{script}]</script></body></html>".encode()


def _pages(count: int) -> Iterator[Figure]:
    import trafilatura

    chance = random.Random(7)
    saved = [page(i, chance) for i in range(count)]
    trafilatura.bare_extraction(saved[0].decode(), with_metadata=True)
    began = time.perf_counter()
    for data in saved:
        trafilatura.bare_extraction(data.decode(), with_metadata=True)
    alone = time.perf_counter() - began
    with Workshop() as workshop:
        intake = _intake(workshop)
        list(intake.take(RawSource("warm.html", saved[0])))
        began = time.perf_counter()
        for number, data in enumerate(saved):
            (found,) = intake.take(RawSource(f"{number}.html", data))
            assert isinstance(found, Taken), found
        ours = time.perf_counter() - began
    yield Figure("pages.share of trafilatura's speed", alone / ours, AIM_SPEED)
    yield Figure("pages.milliseconds", 1000 * ours / count, known=1000 * alone / count, unit="ms", lower_is_better=True)


def _intake(workshop: Workshop) -> Intake:
    return Intake(IntakeOptions(), lambda _: "fr", lambda: NOW, workshop)


# ------------------------------------------------------------ hostile inputs


def _hostile(*, heavy: bool) -> Iterator[Figure]:
    slowest, unaccounted, fates = 0.0, 0, Counter[str]()
    with Workshop() as workshop:
        intake = _intake(workshop)
        for name, data in generate.cases(heavy=heavy):
            began = time.perf_counter()
            found = list(intake.take(RawSource(name, data)))
            slowest = max(slowest, time.perf_counter() - began)
            read = sum(isinstance(one, Taken) for one in found)
            unaccounted += not found
            fates["read" if read == len(found) else "partly read" if read else "quarantined"] += 1
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN,)) / 1024
    yield Figure("hostile.inputs", fates.total(), 400)
    yield Figure("hostile.unaccounted", unaccounted, 0, lower_is_better=True)
    yield Figure("hostile.slowest", slowest, AIM_SECONDS, unit="s", lower_is_better=True)
    yield Figure("hostile.memory of the worker", memory, AIM_MEGABYTES, unit="MB", lower_is_better=True)
    for fate in ("read", "partly read", "quarantined"):
        yield Figure(f"hostile.{fate}", fates[fate])


# ------------------------------------------------------------ killed processes


def _killed(times: int) -> Iterator[Figure]:
    """Each of ``times`` runs takes 50 reports into the same ledger and is killed at a random moment."""
    from tests.ledger.test_killed import PROGRAM

    chance = random.Random(11)
    lost = halves = damaged = faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times):
            path = Path(folder) / f"{turn // 10}.db"
            process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.4))
            process.send_signal(signal.SIGKILL)
            told = {line.strip() for line in process.stdout.read().split("\n") if line.startswith("sha256:") and len(line) == 71}
            process.wait()
            outcome = _state(path, told)
            lost, halves, damaged, faults = (a + b for a, b in zip((lost, halves, damaged, faults), outcome, strict=True))
    yield Figure("killed.runs", times)
    for name, value in (("lost", lost), ("half there", halves), ("damaged", damaged), ("custody faults", faults)):
        yield Figure(f"killed.{name}", value, 0, lower_is_better=True)


def _state(path: Path, told: set[str]) -> tuple[int, int, int, int]:
    from recoupe.ledger.sqlite import open_ledger

    with sqlite3.connect(path) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {row[0] for row in connection.execute("SELECT id FROM reports")}
        halves = connection.execute("SELECT count(*) FROM reports WHERE key NOT IN (SELECT report FROM readings)").fetchone()[0]
    with open_ledger(path) as ledger:
        faults = sum(1 for _ in ledger.custody_faults())
    return len(told - stored), halves, int(not whole), faults


# ------------------------------------------------------------ random inputs


def _fuzz(name: str, count: int) -> tuple[str, int, int, float]:
    """``count`` inputs for one reader, whole ones changed at random; what it raises on purpose is no failure."""
    read, seeds = next((read, seeds) for its, read, seeds in _readers() if its == name)
    chance = random.Random(name)
    failed, began = 0, time.perf_counter()
    for _ in range(count):
        try:
            read(_changed(chance.choice(seeds), chance))
        except RecoupeError:
            continue
        except Exception as exc:  # what is looked for
            failed += 1
            print(f"bench: intake: {name}: {type(exc).__name__}: {str(exc)[:120]}", file=sys.stderr)
    return name, count, failed, round(time.perf_counter() - began, 1)


PIECES = (
    "---\n", "title: ", "published: ", "2018-06-22", "\u202e", "<p>", "</", "&amp;", "&#x", "<![CDATA[", "]]>", "<!--", " 12 ",
    "1 000", "\x00", "\ud83d", "é", "٢٠١٨", "\n\n", "\t", "'", '"', "::", "{", "[", "%", "il y a ", " jours", " morts", " entre ",
    " et ", "mi-", "\u2028", "a" * 300,
)  # fmt: skip



def _changed(seed: str, chance: random.Random) -> str:
    text = seed
    for _ in range(chance.randrange(1, 6)):
        at, length = chance.randrange(len(text) + 1), chance.randrange(12)
        piece = chance.choice(PIECES) if chance.random() < 0.7 else chr(chance.randrange(0x11000))
        text = text[:at] + piece + text[at + (length if chance.random() < 0.5 else 0) :]
    return text


Read = Callable[[str], object]


def _readers() -> list[tuple[str, Read, list[str]]]:
    from recoupe.intake.formats.base import Item
    from recoupe.intake.formats.feed import documents
    from recoupe.intake.formats.markup import text_of_fragment
    from recoupe.intake.frontmatter import split_front_matter
    from recoupe.pipeline.tools import Knowledge, Tools

    tools = Tools("fr", Knowledge())
    sentences = [
        builders.SENTENCE,
        "Entre 20 et 30 civils, dont 5 enfants, ont péri fin 2017.",
        "Le lundi 18 juin, il y a deux jours, 2 500 km² repris.",
    ]
    front = [
        "---\ntitle: Un titre\npublished: 2018-06-22\nlanguage: fr\n---\nTexte.",
        "---\noutlet: 'A'\nurl: \"https://x\"\n---\n",
    ]
    fragment = f"<div><p>{builders.SENTENCE}</p><ul><li>un</li></ul><script>x</script></div>"
    head, item = builders.RSS.split("<item>")[:2]
    feed = f"{head}<item>{item}</channel></rss>".replace(builders.SENTENCE, "Texte. ")
    return [
        ("front matter", lambda text: split_front_matter(text, "x"), front),
        ("markup", text_of_fragment, [fragment]),
        ("feed", lambda text: list(documents(Item("x", text.encode("utf-8", "replace")))), [feed]),
        ("quantities", lambda text: tools.figures.find(text, Span(0, len(text))), sentences),
        ("time", lambda text: _times(tools, text), sentences),
    ]


def _times(tools: object, text: str) -> object:
    from recoupe.pipeline.tools import Tools

    assert isinstance(tools, Tools)
    day = PartialDate.day(date(2018, 6, 22))
    found = tools.times.find(text, Span(0, len(text)))
    return [tools.times.resolve(phrase, published=day, anchor=None) for phrase in found]


# ------------------------------------------------------------ growth


def _growth() -> tuple[list[Figure], Table]:
    """What ten times the input costs, against once."""
    rows, worst = [], 0.0
    for name, read, seeds in _readers():
        once = " ".join([seeds[0]] * 60) if name not in ("front matter", "feed") else seeds[0].replace("Texte.", "Texte. " * 400)
        tenfold = " ".join([once] * 10) if name not in ("front matter", "feed") else seeds[0].replace("Texte.", "Texte. " * 4000)
        ratio = _best(read, tenfold) / max(_best(read, once), 1e-6)
        worst = max(worst, ratio)
        rows.append((name, round(ratio, 1)))
    return [Figure("growth.of ten times the input", worst, AIM_GROWTH, lower_is_better=True)], Table(
        "growth", ("reader", "times"), tuple(rows)
    )


def _best(read: Read, text: str) -> float:
    taken = []
    for _ in range(7):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)
