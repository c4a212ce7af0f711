"""``knowledge_speed``: what linking, places and time cost beside the parse, how long knowledge takes to load, a million names.

Costs are seconds of the processor. Each part is measured where the reader calls it, over the reports of ``speed``; a part that
calls another counts for both once. Loading and the million names are measured in processes of their own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from bench.figures import ROOT, Figure, Result, Table
from bench.generate import FIRST_DAY, SEED, reports, vocabulary

REPORTS, QUICK_REPORTS = 100, 20
NAMES, QUICK_NAMES = 1_000_000, 100_000
TRIES = 3
Seconds = dict[str, float]
CONSONANTS = ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "z", "h", "kh", "sh", "dj", "gh", "ch", "v", "p")
VOWELS = ("a", "e", "i", "o", "u", "ou", "ai", "an")
PARSE = "parse"
PARTS: dict[str, tuple[str, ...]] = {
    PARSE: ("recoupe.language.parser:Parser.parse",),
    "names": ("recoupe.language.lexicon:Lexicon.find", "recoupe.pipeline.finding:_name",
              "recoupe.pipeline.unknown:find_unknown", "recoupe.pipeline.finding:find_forces"),
    "linking": ("recoupe.pipeline.linking:Linker.actors", "recoupe.pipeline.linking:Linker.targets",
                "recoupe.pipeline.linking:Linker.source", "recoupe.pipeline.linking:context_of"),
    "places": ("recoupe.geoparsing.recognize:PlaceFinder.find", "recoupe.geoparsing.phrases:PlaceReader.find",
               "recoupe.pipeline.linking:Linker._resolved_places", "recoupe.pipeline.linking:Linker.places"),
    "time": ("recoupe.temporal.phrases:TimeReader.find", "recoupe.pipeline.reader:dated",
             "recoupe.pipeline.dating:Calendar.when", "recoupe.pipeline.reader:share_dates"),
}  # fmt: skip
"""Functions of the reader, by the part that they belong to."""


def measure(*, quick: bool) -> Result:
    count = QUICK_REPORTS if quick else REPORTS
    seconds = part_seconds(count)
    with tempfile.TemporaryDirectory() as cache:
        _in_process("load", cache)  # compiles what is kept
        loads = [_in_process("load", cache) for _ in range(TRIES)]
    million = _in_process("names", str(QUICK_NAMES if quick else NAMES))
    load = min(loads, key=lambda told: told["seconds"])
    parse = seconds[PARSE]
    rest = sum(seconds.values()) - parse
    figures = (
        Figure("linking, places and time by the parse", rest / parse, aim=1.0, lower_is_better=True),
        Figure("loading all knowledge", load["seconds"], aim=0.5, unit="s", lower_is_better=True),
        Figure("memory of all knowledge", load["mb"], aim=200, unit="MB", lower_is_better=True),
        Figure("names: built in", million["seconds"], unit="s", lower_is_better=True),
        Figure("names: memory", million["mb"], unit="MB", lower_is_better=True),
        Figure("names: searched", million["scan"], unit="MB/s"),
    )
    rows = tuple((part, s / count * 1000, s / parse) for part, s in sorted(seconds.items(), key=lambda x: -x[1]))
    table = Table("processor time of the parts", ("part", "ms a report", "by the parse"), rows)
    what = "loading: registries, gazetteer and the names for one language, what is compiled at hand, modules imported before"
    note = f"{count} generated reports, seed {SEED}; {int(million['names']):,} made-up names at once".replace(",", " ")
    corpus = f"generated:{SEED}:{count}"
    return Result("knowledge_speed-quick" if quick else "knowledge_speed", figures, corpus, (table,), (note, what))


# ------------------------------------------------------------ parts


def part_seconds(count: int) -> Seconds:
    """Seconds of the processor that each of ``PARTS`` takes over ``count`` generated reports."""
    from recoupe.intake.frontmatter import split_front_matter
    from recoupe.model import Origin, PartialDate, Report, text_id
    from recoupe.pipeline import Reader

    reader = Reader()
    texts = [split_front_matter(t, str(n))[1] for n, t in enumerate(reports(count, words=vocabulary()))]
    day = PartialDate.day(FIRST_DAY)
    told = [Report(text_id(t), t, "fr", Origin(), text_id(t), published=day) for t in texts]
    reader.read(told[0])
    spent: Seconds = defaultdict(float)
    with ExitStack() as stack:
        for part, places in PARTS.items():
            for place in places:
                stack.enter_context(_clocked(place, part, spent))
        for report in told:
            reader.read(report)
    return spent


@contextmanager
def _clocked(place: str, part: str, spent: Seconds) -> Iterator[None]:
    """While it lasts, the function at ``module:name`` adds what it takes to ``spent``."""
    from importlib import import_module

    module, name = place.split(":")
    owner: Any = import_module(module)
    *outer, last = name.split(".")
    for step in outer:
        owner = getattr(owner, step)
    before = getattr(owner, last)
    setattr(owner, last, _timed(before, part, spent))
    try:
        yield
    finally:
        setattr(owner, last, before)


_running: list[str] = []


def _timed(function: Callable[..., Any], part: str, spent: Seconds) -> Callable[..., Any]:
    @wraps(function)
    def timed(*given: Any, **named: Any) -> Any:
        if _running:
            return function(*given, **named)
        _running.append(part)
        start = time.process_time()
        try:
            found = function(*given, **named)
            return list(found) if isinstance(found, Iterator) else found
        finally:
            spent[part] += time.process_time() - start
            _running.pop()

    return timed


# ------------------------------------------------------------ in processes of their own


def _in_process(what: str, given: str) -> dict[str, float]:
    words = [sys.executable, "-m", "bench.knowledge_speed", what, given]
    told: dict[str, float] = json.loads(subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return told


def load(cache: str) -> dict[str, float]:
    """Registries, gazetteer and the table of all names for one language, with what is compiled at hand; without imports."""
    import recoupe.linking.tables_reader
    import recoupe.pipeline.reader  # noqa: F401
    from recoupe.pipeline.tools import Knowledge, Tools

    memory, start = _resident(), time.perf_counter()
    tools = Tools("fr", Knowledge(cache=Path(cache)))
    tools.knowledge.check()
    len(tools.names)
    return {"seconds": time.perf_counter() - start, "mb": _resident() - memory}


def names(count: str) -> dict[str, float]:
    """A table of made-up names of one to three words, searched in generated reports in which some of them stand."""
    import random

    from recoupe.language.fold import fold
    from recoupe.language.lexicon import Lexicon

    chance = random.Random(SEED)
    made = made_up(int(count), chance)
    texts = " ".join(reports(50, words=vocabulary())).split(" ")
    text = " ".join(word if n % 50 else chance.choice(made) for n, word in enumerate(texts))
    memory, start = _resident(), time.process_time()
    lexicon = Lexicon((form, number) for number, form in enumerate(made))
    built, grown, folded = time.process_time() - start, _resident() - memory, fold(text)
    start = time.process_time()
    lexicon.find(text, folded)
    scan = len(text) / 1e6 / (time.process_time() - start)
    return {"names": len(lexicon), "seconds": built, "mb": grown, "scan": scan}


def made_up(count: int, chance: Any) -> list[str]:
    sounds = [c + v for c in CONSONANTS for v in VOWELS]
    found: dict[str, None] = {}
    while len(found) < count:
        words = ("".join(chance.choices(sounds, k=chance.randint(2, 4))) for _ in range(chance.choice((1, 1, 2, 2, 3))))
        found[" ".join(word.capitalize() for word in words)] = None
    return list(found)


def _resident() -> float:
    """Megabytes of memory in use (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


if __name__ == "__main__":
    print(json.dumps({"load": load, "names": names}[sys.argv[1]](sys.argv[2])))
