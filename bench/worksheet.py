"""Worksheets for judging by hand, and the taking in of what was judged. The articles' words are printed, never kept.

A worksheet has comment lines (``#``) to read and JSON lines to fill in: every verdict stands at "right" or "none" until
somebody changes it, and ``right`` stands at null: a line without a decision is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.press import (
    CLAIMS,
    FIELDS,
    JUDGED,
    JudgedClaim,
    JudgedSentence,
    Verdict,
    draw_articles,
    draw_claims,
    fingerprint,
    load_judged,
    press_texts,
)
from bench.reading import ReadReport, read_texts
from bench.records import Mention, Predicted
from recoupe.language.pack import load_pack
from recoupe.language.tokens import Tokenizer

BEFORE = 160
"""Characters of the text shown before the sentence of a claim."""


def claims_sheet(seed: int, language: str = "fr", *, count: int = CLAIMS) -> str:
    drawn = draw_claims(read_texts(press_texts(language)), seed, count=count)
    lines = [
        f"# {len(drawn)} of {count} claims, draw {seed}. Set \"right\" to true or false; correct the fields:",
        f"# {', '.join(v.value for v in Verdict)}. A claim is right when nothing that it says is wrong.",
    ]
    for number, (report, claim) in enumerate(drawn, 1):
        lines += ["#", *(f"# {line}" for line in _told(number, report, claim)), _line(seed, report.name, claim)]
    return "\n".join(lines)


def _told(number: int, report: ReadReport, claim: Predicted) -> Iterator[str]:
    text, evidence = report.report.text, claim.evidence
    before = " ".join(text[max(0, evidence.start - BEFORE) : evidence.start].split())
    yield f"{number}. {report.name}   …{before}"
    yield f">> {' '.join(evidence.text.split())}"
    words = claim.trigger.text if claim.trigger else ""
    yield f"{claim.event.upper()} [{words}] {claim.modality} {claim.polarity} ({claim.confidence})"
    yield f"actors {_mentions(claim.actors)} targets {_mentions(claim.targets)}"
    places = [f"{p.text} = {p.name} {p.lat}, {p.lon}" for p in claim.places]
    yield f"places {places} time {claim.time and (claim.time.text, claim.time.first, claim.time.last)}"
    amounts = [(q.kind, q.min, q.max) for q in claim.quantities]
    yield f"quantities {amounts} attribution {_mentions(claim.attribution)}"


def _mentions(mentions: tuple[Mention, ...]) -> list[str]:
    return [f"{m.text} = {m.name}" for m in mentions]


def _line(seed: int, name: str, claim: Predicted) -> str:
    trigger = claim.trigger or claim.evidence
    fields = {field: (Verdict.RIGHT if _says(claim, field) else Verdict.NONE).value for field in FIELDS}
    return json.dumps({
        "kind": "claim", "draw": seed, "claim": claim.id, "report": name,
        "evidence": [claim.evidence.start, claim.evidence.end], "trigger": [trigger.start, trigger.end],
        "fingerprint": fingerprint(claim), "right": None, "fields": fields, "note": "",
    }, ensure_ascii=False)  # fmt: skip


def _says(claim: Predicted, field: str) -> bool:
    return bool(getattr(claim, field))


def sentences_sheet(seed: int, language: str = "fr") -> str:
    """The sentences of the drawn articles, with the events read in each: a line for each is kept where it reports an event."""
    tokenizer = Tokenizer(load_pack(language).head.tokens)
    texts = {t.name: t for t in press_texts(language)}
    lines = ["# Keep the lines of sentences that report an event, with the codes that would be right; delete the others."]
    for report in read_texts([texts[name] for name in draw_articles(texts, seed)]):
        lines += ["#", f"# ===== {report.name}"]
        for sentence in tokenizer.sentences(report.report.text):
            span = sentence.span
            read = [p.event for p in report.predicted if p.trigger and span.start <= p.trigger.start < span.end]
            judged = JudgedSentence(draw=seed, report=report.name, span=(span.start, span.end), events=())
            words = " ".join(span.of(report.report.text).split())
            lines += [f"# {words}   (read: {', '.join(read) or 'nothing'})", _json(judged)]
    return "\n".join(lines)


def take(file: str, judged: Path = JUDGED) -> str:
    """Verdicts of a filled-in worksheet, beside those that are there; a claim judged again in its draw replaces the older one."""
    claims, sentences = load_judged(judged)
    there: list[JudgedClaim | JudgedSentence] = [*claims, *sentences]
    kept = {_key(v): v for v in there}
    before = len(kept)
    taken = 0
    for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            verdict = _verdict(line, f"{file}:{number}")
            kept[_key(verdict)] = verdict
            taken += 1
    judged.parent.mkdir(parents=True, exist_ok=True)
    judged.write_text("".join(_json(v) + "\n" for v in kept.values()), encoding="utf-8")
    return f"{taken} verdicts taken, {len(kept) - before} of them new; {judged.name} has {len(kept)}"


def _verdict(line: str, where: str) -> JudgedClaim | JudgedSentence:
    raw = json.loads(line)
    if raw.get("kind") == "sentence":
        sentence = JudgedSentence.model_validate(raw)
        if not sentence.events:
            raise ValueError(f"{where}: name the events of the sentence, or delete the line")
        return sentence
    if raw.get("right") is None:
        raise ValueError(f"{where}: set \"right\" to true or false")
    return JudgedClaim.model_validate(raw)


def _key(verdict: JudgedClaim | JudgedSentence) -> tuple[int, str, str]:
    if isinstance(verdict, JudgedClaim):
        return verdict.draw, verdict.report, verdict.claim
    return verdict.draw, verdict.report, f"{verdict.span[0]}"


def _json(verdict: JudgedClaim | JudgedSentence) -> str:
    return json.dumps(verdict.model_dump(mode="json"), ensure_ascii=False)
