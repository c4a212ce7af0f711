"""Time phrases: the WikiWars texts against HeidelTime, and sentences of our own in French, Spanish and Arabic."""

from __future__ import annotations

from bench.figures import DataAbsent, Figure, Result, Table, corpus_hash
from bench.timephrases import HERE, judge, reader_of, rows_of
from bench.wikiwars import Article, Count, articles, counted, files

LANGUAGES = {"fr": 0.95, "es": 0.90, "ar": 0.90}
"""Languages of the sentences, with the share that is to be right."""
HEIDELTIME = {"lenient": 0.903, "value": 0.808}
AIMS = {"lenient": 0.88, "value": 0.80}
KNOWN = "HeidelTime in narrative mode on WikiWars, as published: lenient, lenient and value"


def measure(*, quick: bool = False) -> Result:
    """Quick: the sentences only, which are part of the repository."""
    figures, rows = [], []
    for language, aim in LANGUAGES.items():
        all_right, unread_right = _phrases(language)
        right, total = map(sum, zip(*all_right, strict=True))
        held, held_total = map(sum, zip(*unread_right, strict=True))
        figures += [Figure(f"{language}.right", right / total, aim), Figure(f"{language}.unread right", held / held_total)]
        rows.append((language, right, total, held, held_total))
    head = ("sentences of our own", "right", "of", "unread right", "of")
    tables = [Table("time phrases", head, tuple(rows))]
    corpus = [HERE / f"time_{language}.toml" for language in LANGUAGES]
    notes: tuple[str, ...] = ()
    if not quick:
        wiki, table = _wikiwars()
        figures, tables, corpus = [*wiki, *figures], [table, *tables], [*corpus, *files()]
        notes = ("WikiWars: every second text was worked with (tuned), the others were not looked at (held out)",)
    name, known = ("time-quick", "") if quick else ("time", KNOWN)
    return Result(name, tuple(figures), corpus_hash(corpus), tuple(tables), notes, known)


def _phrases(language: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Right or not, and 1, of every sentence and of the unread ones."""
    reader = reader_of(language)
    verdicts = [(row.unread, judge(row, reader)[0]) for row in rows_of(language)]
    return [(int(ok), 1) for _, ok in verdicts], [(int(ok), 1) for unread, ok in verdicts if unread]


def _wikiwars() -> tuple[list[Figure], Table]:
    texts = articles()
    if not texts:
        raise DataAbsent(files()[0])
    parts = {"": texts, "tuned.": texts[::2], "held out.": texts[1::2]}
    figures, rows = [], []
    for prefix, some in parts.items():
        count = counted(some)
        figures += _figures(prefix, count)
        rows.append(_row(prefix.rstrip(".") or "all", some, count))
    head = ("WikiWars", "texts", "marks", "found", "lenient F1", "strict F1", "lenient and value F1")
    return figures, Table("TIMEX2 marks", head, tuple(rows))


def _figures(prefix: str, count: Count) -> list[Figure]:
    scores = {"lenient": count.lenient, "value": count.valued, "strict": count.strict}
    return [
        Figure(f"{prefix}wikiwars.{name}", count.f1(right), AIMS.get(name), None if prefix else HEIDELTIME.get(name))
        for name, right in scores.items()
    ]


def _row(name: str, some: list[Article], count: Count) -> tuple[str | int | float, ...]:
    f1 = count.f1
    return (name, len(some), count.gold, count.found, f1(count.lenient), f1(count.strict), f1(count.valued))
