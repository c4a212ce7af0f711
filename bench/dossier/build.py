"""From the written sources to the dossier: ``reports/*.txt`` and ``gold.json``. Usage: ``python -m bench.dossier.build``.

A source file holds reports and, below each, its gold claims, one a line::

    ## ID | outlet | language | published | title
    text
    > INCIDENT event [modality] | trigger | who id[words] | whom id[words] | at place[words] | on EDTF[words] | killed 38..[words]
      | means id[words] | by speaker[words] | o origin
    = INCIDENT contradiction attribute value | value

``t2`` gives a second trigger to begin the evidence at; ``!`` marks a loaded label; ``asserted-`` is an assertion that it did not
happen; ``by unnamed:id`` is an unnamed voice of a known side. ``o`` names the independent origin to which the claim goes back.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench.dossier.names import Names, load_names

HERE = Path(__file__).parent
HELD_OUT = frozenset("dhklqstuv")
"""First letters of the sources that were never looked at while tuning: a third of the reports."""
NOTE = {
    "fr": "[Texte construit pour une mesure : les faits et les médias sont inventés.]",
    "en": "[Constructed for a measurement: the events and the outlets are invented.]",
    "es": "[Texto construido para una medición: los hechos y los medios son inventados.]",
    "ar": "[نص أُعد لغرض القياس: الأحداث ووسائل الإعلام مختلقة.]",
}
COUNTED = ("killed", "wounded", "captured", "missing", "displaced", "force")
_SENTENCE = re.compile(r"(?<=[.!?؟])[»”\"]?\s+")
_LINE = re.compile("\n")
_PART = re.compile(r"^(?P<value>[^\[]*?)(?:\[(?P<words>.*)\])?(?P<loaded>!?)$")

Json = dict[str, object]


@dataclass
class Source:
    """One report as it is written in a source file."""

    id: str
    outlet: str
    language: str
    published: str
    title: str
    text: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass
class Dossier:
    reports: list[Json]
    contradictions: list[Json]


def read_sources(folder: Path = HERE / "source") -> tuple[list[Source], list[str]]:
    sources: list[Source] = []
    rules: list[str] = []
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                id, outlet, language, published, title = (part.strip() for part in line[3:].split("|"))
                sources.append(Source(id, outlet, language, published, title))
            elif line.startswith("> "):
                sources[-1].lines.append(line[2:])
            elif line.startswith("= "):
                rules.append(line[2:])
            elif line.strip():
                sources[-1].text += ("\n\n" if sources[-1].text else NOTE[sources[-1].language] + "\n\n") + line.strip()
    return sources, rules


def build() -> Dossier:
    names = load_names(HERE / "names.toml")
    sources, rules = read_sources()
    reports = []
    for source in sources:
        claims = [_claim(source, line, n, names) for n, line in enumerate(source.lines)]
        reports.append({
            "id": source.id, "report": f"reports/{source.id}.txt", "outlet": source.outlet, "language": source.language,
            "published": source.published, "title": source.title, "text": source.text + "\n",
            "held_out": source.id[0] in HELD_OUT, "claims": claims,
        })  # fmt: skip
    return Dossier(reports, [c for rule in rules if (c := _contradiction(rule)) is not None])


def _contradiction(rule: str) -> Json | None:
    incident, kind, rest = rule.split(" ", 2)
    if kind != "contradiction":
        return None
    attribute, values = rest.split(" ", 1)
    left, right = (v.strip() for v in values.split("|"))
    return {"incident": incident, "attribute": attribute, "left": left, "right": right}


def _claim(source: Source, line: str, number: int, names: Names) -> Json:
    head, trigger_words, *parts = (part.strip() for part in line.split(" | "))
    incident, event, *modality = head.split()
    trigger = _find(source, trigger_words)
    begin, end = _sentence(source.text, trigger[0])
    mode = (modality or ["asserted"])[0]
    claim: Json = {
        "id": f"{source.id}-{number + 1}", "incident": incident, "origin": None, "event": event,
        "modality": mode.rstrip("-"), "polarity": "negative" if mode.endswith("-") else "positive",
        "evidence": _span(source.text, begin, end), "trigger": _span(source.text, *trigger), "actors": [], "targets": [],
        "places": [], "time": None, "quantities": [], "means": [], "attribution": [],
    }  # fmt: skip
    for part in parts:
        _add(claim, source, part, names, (begin, trigger))
    return claim


def _add(claim: Json, source: Source, part: str, names: Names, where: tuple[int, tuple[int, int]]) -> None:
    key, _, rest = part.partition(" ")
    found = _PART.match(rest)
    if found is None:
        raise ValueError(f"{source.id}: {part}")
    value, words = found["value"], found["words"]
    span = _span(source.text, *(_find(source, words, where[0]) if words else where[1]))
    match key:
        case "o":
            claim["origin"] = rest
        case "who" | "whom":
            id, name = names.actor(value)
            role = "actors" if key == "who" else "targets"
            _list(claim, role).append({**span, "id": id, "name": name, "loaded": bool(found["loaded"])})
        case "at" | "near" | "toward":
            _list(claim, "places").append({**span, **names.place(value), "relation": key, "precision": "town"})
        case "on":
            claim["time"] = {**(span if words else {"start": None, "end": None, "text": None}), "edtf": value, **_days(value)}
        case "means":
            _list(claim, "means").append({**span, "id": value})
        case "by":
            _list(claim, "attribution").append({**span, **names.speaker(value), "cue": ""})
        case _ if key in COUNTED:
            _list(claim, "quantities").append({**span, "kind": key, **_bounds(value), "unit": "person", "of": None, "flags": []})
        case "t2":
            pass
        case _:
            raise ValueError(f"{source.id}: {part}")


def _list(claim: Json, name: str) -> list[Json]:
    found = claim[name]
    assert isinstance(found, list)
    return found


def _find(source: Source, words: str, start: int = 0) -> tuple[int, int]:
    """Where the words stand, from the sentence on, or else anywhere."""
    at = source.text.find(words, start)
    at = source.text.find(words, len(NOTE[source.language])) if at < 0 else at
    if at < 0:
        raise ValueError(f"{source.id}: {words!r} is not in the text")
    return at, at + len(words)


def _sentence(text: str, at: int) -> tuple[int, int]:
    begin = 0
    for cut in (*(m.end() for m in re.finditer(r"\n+", text)), *(m.end() for m in _SENTENCE.finditer(text))):
        if begin < cut <= at:
            begin = cut
    ends = [m.start() for pattern in (_SENTENCE, _LINE) for m in pattern.finditer(text) if m.start() > at]
    return begin, min([*ends, len(text)])


def _span(text: str, start: int, end: int) -> Json:
    return {"start": start, "end": end, "text": text[start:end]}


def _bounds(value: str) -> Json:
    low, dots, high = value.partition("..")
    if not dots:
        return {"min": float(value), "max": float(value)}
    return {"min": float(low) if low else None, "max": float(high) if high else None}


def _days(edtf: str) -> Json:
    first, _, last = edtf.partition("/")
    start, end = _month(first), _month(last or first)
    return {"from": start[0], "to": end[1], "basis": "gold"}


def _month(edtf: str) -> tuple[str, str]:
    if len(edtf) == 10:
        return edtf, edtf
    year, month = map(int, edtf.split("-"))
    after = date(year + month // 12, month % 12 + 1, 1)
    return f"{edtf}-01", (after - timedelta(1)).isoformat()


def write(dossier: Dossier, folder: Path = HERE) -> None:
    reports = folder / "reports"
    reports.mkdir(exist_ok=True)
    for report in dossier.reports:
        head = f'---\ntitle: {json.dumps(report["title"], ensure_ascii=False)}\noutlet: {report["outlet"]}\n'
        head += f'published: {report["published"]}\nlanguage: {report["language"]}\n---\n'
        (folder / str(report["report"])).write_text(f"{head}{report['text']}", encoding="utf-8")
    whole = {"reports": dossier.reports, "contradictions": dossier.contradictions}
    (folder / "gold.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    made = build()
    write(made)
    sys.stdout.write(f"{len(made.reports)} reports\n")
