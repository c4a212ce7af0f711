"""What the answers for programs hold: the shapes from which the description at ``/api`` is made, and against which tests hold
the answers. A claim's own shape is ``data/ontology/claims.schema.json``."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from recoupe.web.described_maps import EXACT, Accounts, Collection, Day, Difference, Lines, Ring
from recoupe.web.described_profiles import EntityProfile, OutletProfile

IncidentId = Annotated[str, Field(pattern="^i[0-9a-f]+$")]
ClaimId = Annotated[str, Field(pattern="^c[0-9a-z]+$")]
ReportId = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
Claim = Annotated[dict[str, Any], WithJsonSchema({"$ref": "#/components/schemas/Claim"})]


class Failure(TypedDict):
    """What went wrong, in a sentence."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    error: str


class Passage(TypedDict):
    """A stretch of a report's text; ``start`` and ``end`` count Unicode code points."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    report: ReportId
    claim: ClaimId | None
    start: int
    end: int
    text: str | None


class Voice(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    key: str
    name: str
    kind: str
    actor: str | None


class Holding(TypedDict):
    """Who says it, by way of whom, and where it stands."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    voice: Voice
    stance: Literal["says", "suspects", "denies"]
    through: list[Voice]
    said: Day | None
    proof: Passage


class Version(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    value: str | None
    label: str
    low: float | None
    high: float | None
    scope: str | None
    whose: str | None
    part_of: str | None
    origins: int
    first_said: Day | None
    holdings: list[Holding]


class Contradiction(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    left: str
    left_label: str
    right: str
    right_label: str
    reason: str
    of_standing: bool
    proofs: list[Passage]


class Step(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    day: Day | None
    value: float | str | None
    proof: Passage


class Movement(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    voice: Voice
    steps: list[Step]


class Accord(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    value: str
    left: Voice
    right: Voice
    sides: list[str]
    reason: str


class Estimate(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    kind: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    policy: str
    reasons: list[str]


class About(TypedDict):
    """One row of the matrix: the versions of one attribute."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    attribute: str
    status: str
    versions: list[Version]
    contradictions: list[Contradiction]
    movements: list[Movement]
    accords: list[Accord]
    estimate: Estimate | None
    silent: list[Voice]


class Participant(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    role: str
    id: str | None
    name: str
    parents: list[str]
    claims: list[ClaimId]


class Origin(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    voice: Voice
    claims: list[ClaimId]
    members: list[Voice]
    reasons: list[str]


class Finding(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    kind: str
    text: str
    left: Passage
    right: Passage


class Weighed(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    reason: str
    weight: float


When = TypedDict("When", {"edtf": str, "from": Day | None, "to": Day | None})


class Where(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    radius_km: float | None


class Incident(TypedDict):
    """The versions of one happening, with every sentence behind them."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: IncidentId
    status: Literal["single_source", "corroborated", "contested"]
    events: list[str]
    when: When | None
    where: Where | None
    killed: Estimate | None
    voices: int
    reports: list[ReportId]
    claims: list[ClaimId]
    participants: list[Participant]
    attributes: list[About]
    origins: list[Origin]
    findings: list[Finding]
    campaign: str | None
    reasons: list[Weighed]


class ToldVersion(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    attribute: str
    label: str
    stance: str
    voices: list[str]


class ToldIncident(TypedDict):
    """An incident in few words."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: IncidentId
    href: str
    events: list[str]
    place: str | None
    when: str
    status: str
    voices: int
    versions: list[ToldVersion]


class ToldClaim(TypedDict):
    """A claim in few words, with its sentence."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: ClaimId
    event: str
    voices: list[str | None]
    published: str
    language: str
    before: str
    words: str
    after: str
    href: str


class Report(TypedDict):
    """A report that was found, with where in its text."""

    id: ReportId
    title: str | None
    outlet: str | None
    language: str
    published: str | None
    published_basis: str | None
    path: NotRequired[str | None]
    url: NotRequired[str]
    spans: list[Annotated[list[int], Field(min_length=2, max_length=2)]]


class Added(TypedDict):
    """Something that was given to be read, and the reports in it; ``told``: why something in it could not be read."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    state: Literal["waits", "fetching", "reading", "done", "failed"]
    reports: list[ReportId]
    claims: int
    told: list[str]


class Addition(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    finished: bool
    items: list[Added]


class Value(TypedDict):
    """One value of a facet, and how many of the reports have it."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    value: str
    name: str
    reports: int


class Found(TypedDict):
    """``facets``: by language, outlet, event, actor, place and year."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    claims: list[Claim]
    reports: list[Report]
    facets: dict[str, list[Value]]
    claim_count: int
    report_count: int


class Decision(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: str
    kind: str
    subjects: list[str]
    changes: list[list[str]]
    settles: list[str]
    author: str
    at: str
    reason: str
    undoes: str | None


class Queued(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    claim: ClaimId
    incident: IncidentId | None
    event: str
    confidence: float
    people: float
    worth: float


class MayBeOne(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    left: IncidentId
    right: IncidentId
    days: int | None


Ends = Annotated[list[int], Field(min_length=2, max_length=2)]


class Shared(TypedDict):
    """A sentence that two reports share; ``runs``: the stretches that are the same, in the one and in the other."""

    __pydantic_config__ = EXACT  # type: ignore[misc]
    left: Ends
    right: Ends
    left_words: str
    right_words: str
    similarity: float
    runs: list[list[Ends]]


class InBoth(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    incident: IncidentId
    left: list[ClaimId]
    right: list[ClaimId]


class Compared(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    left: str
    right: str
    passages: list[Shared]
    incidents: list[InBoth]


class Named(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    id: str
    name: str
    claims: int


class Outlet(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    name: str
    reports: int


class Sources(TypedDict):
    __pydantic_config__ = EXACT  # type: ignore[misc]
    outlets: list[Outlet]
    actors: list[Named]
    places: list[Named]


ANSWERS: dict[str, Any] = {
    "/incidents.json": list[Incident], "/incidents/{id}.json": Incident, "/reports/{id}.json": list[Claim],
    "/compare.json": Compared, "/search.json": Found, "/review/incidents.json": list[MayBeOne],
    "/decisions.json": list[Decision], "/adding/{id}.json": Addition,
    "/review.json": list[Queued], "/map.json": Collection, "/map/incidents/{id}.json": ToldIncident, "/control.json": Collection,
    "/control/compare.json": Difference, "/map/boundaries.json": Lines, "/map/names.json": Collection, "/siege.json": Ring,
    "/control/accounts.json": Accounts, "/claims.json": list[ToldClaim], "/sources.json": Sources,
    "/sources/of.json": OutletProfile, "/actors/of.json": EntityProfile, "/places/of.json": EntityProfile,
}  # fmt: skip
"""By path, what an answer of 200 holds; what is not named here is any JSON."""
