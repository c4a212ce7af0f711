"""Versions that somebody contradicts, as schema.org ``ClaimReview`` (JSON-LD). The rating says how a version stands, in words; it
has no number, as nothing here is rated true or false.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from recoupe.export.claims import Json
from recoupe.model import NOT, AttributeVersions, Incident, Proof, Report, SourceKind, Stance, Version, Voice

CONTEXT = "https://schema.org"
_ENDS = (".", "!", "?", "؟", "\n")
_PERSONS = (SourceKind.PERSON,)


def claimreview_lines(incidents: Iterable[tuple[Incident, Mapping[str, Report]]], *, author: str) -> Iterator[str]:
    """``author``: who publishes the reviews."""
    for incident, reports in incidents:
        for review in reviews(incident, reports, author=author):
            yield json.dumps(review, ensure_ascii=False)


def reviews(incident: Incident, reports: Mapping[str, Report], *, author: str) -> Iterator[dict[str, Json]]:
    """One for each version of an attribute that has contradictions."""
    for about in incident.attributes:
        contested = {value.removeprefix(NOT) for c in about.contradictions for value in (c.left, c.right)}
        for version in about.versions:
            said = [h for h in version.holdings if h.stance is Stance.SAYS]
            if version.value in contested and said:
                yield _review(incident, about, version, reports, author)


def _review(
    incident: Incident, about: AttributeVersions, version: Version, reports: Mapping[str, Report], author: str
) -> dict[str, Json]:
    said = [h for h in version.holdings if h.stance is Stance.SAYS]
    first = min(said, key=lambda h: (h.said.isoformat() if h.said else "9999", h.proof.claim))
    days = sorted(h.said.isoformat() for v in about.versions for h in v.holdings if h.said)
    told = dict.fromkeys(h.proof.report for h in said if h.proof.report in reports)
    appearances: list[Json] = [_work(reports[id]) for id in told]
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "url": f"urn:recoupe:{incident.id}:{about.attribute.value}:{version.value}",
        "datePublished": days[-1] if days else None,
        "author": {"@type": "Organization", "name": author},
        "claimReviewed": _words(first.proof, reports) or version.label,
        "itemReviewed": {
            "@type": "Claim",
            "name": f"{about.attribute.value}: {version.label}",
            "author": _person(first.voice),
            "datePublished": first.said.isoformat() if first.said else None,
            "appearance": appearances,
        },
        "reviewRating": {"@type": "Rating", "alternateName": _rating(about, version)},
    }


def _words(proof: Proof, reports: Mapping[str, Report]) -> str:
    """The sentence around the words of a proof, on one line."""
    report = reports.get(proof.report)
    if report is None:
        return ""
    start = max((report.text.rfind(mark, 0, proof.span.start) + 1 for mark in _ENDS), default=0)
    ends = [at + 1 for mark in _ENDS if (at := report.text.find(mark, proof.span.end)) >= 0]
    return " ".join(report.text[start : min(ends, default=len(report.text))].split())


def _rating(about: AttributeVersions, version: Version) -> str:
    others = [v for v in about.versions if v.value != version.value and v.origins]
    denied = sorted({h.voice.name for h in version.holdings if h.stance is Stance.DENIES})
    parts = [f"{about.status.value}: {version.origins} independent voice{'s' if version.origins != 1 else ''}"]
    if others:
        parts.append("other versions: " + ", ".join(f"{v.label} ({v.origins})" for v in others))
    if denied:
        parts.append("denied by " + ", ".join(denied))
    return "; ".join(parts)


def _person(voice: Voice) -> Json:
    return {"@type": "Person" if voice.kind in _PERSONS else "Organization", "name": voice.name}


def _work(report: Report) -> Json:
    made: dict[str, Json] = {"@type": "NewsArticle", "headline": report.title, "inLanguage": report.language}
    if report.outlet:
        made["publisher"] = {"@type": "Organization", "name": report.outlet}
    if report.origin.url:
        made["url"] = report.origin.url
    if report.published:
        made["datePublished"] = report.published.edtf
    return made
