"""The shape of a pack's ``examples.toml``: sentences, and the claims that a careful coder expects of them."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from recoupe.language.data import DataModel
from recoupe.model import Event, Means, Modality, Polarity, QuantityKind, Relation, SourceKind


class ExamplePlace(DataModel):
    """A place right within ``km`` of the point. Degrees are WGS 84."""

    name: str
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    km: float = Field(gt=0)
    relation: Relation = Relation.AT


class ExampleQuantity(DataModel):
    """Bounds are inclusive; one that is left out is open."""

    kind: QuantityKind
    min: float | None = None
    max: float | None = None
    unit: str | None = None

    @model_validator(mode="after")
    def _bounded(self) -> ExampleQuantity:
        if self.min is None and self.max is None:
            raise ValueError("a quantity needs a bound")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError("the upper bound is below the lower one")
        return self


class ExampleSource(DataModel):
    """One step of the chain; ``name`` lists the names that would all be right, and is empty only for ``unnamed``."""

    kind: SourceKind
    name: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _named(self) -> ExampleSource:
        if (self.kind is SourceKind.UNNAMED) == bool(self.name):
            raise ValueError("a source has a name, or is of kind 'unnamed'")
        return self


class ExampleClaim(DataModel):
    """One expected claim. ``event`` and ``modality`` list what is accepted; each actor lists its accepted neutral names.

    ``optional_targets`` may be found or not (unnamed civilians, mostly). A claim with ``required = false`` is neither right nor
    wrong: context on which coders differ.
    """

    event: tuple[Event, ...] = Field(min_length=1)
    trigger: str = Field(min_length=1)
    trigger_nth: int = Field(default=1, ge=1)
    evidence: str = Field(min_length=1)
    actors: tuple[tuple[str, ...], ...] = ()
    targets: tuple[tuple[str, ...], ...] = ()
    optional_targets: tuple[tuple[str, ...], ...] = ()
    places: tuple[ExamplePlace, ...] = ()
    time: tuple[date, date] | None = None
    quantities: tuple[ExampleQuantity, ...] = ()
    means: tuple[Means, ...] = ()
    attribution: tuple[ExampleSource, ...] = ()
    modality: tuple[Modality, ...] = Field(default=(Modality.ASSERTED,), min_length=1)
    polarity: Polarity = Polarity.POSITIVE
    required: bool = True


class Example(DataModel):
    """A text of one to a few sentences. No claim means that none may be read from it."""

    id: str = Field(pattern=r"^[a-z]{2}-\d{3}$")
    war: str
    published: date
    text: str = Field(min_length=1)
    covers: tuple[str, ...] = ()
    claim: tuple[ExampleClaim, ...] = ()


class Examples(DataModel):
    absent: dict[str, str] = Field(default_factory=dict)
    """Categories with fewer than two examples, as the contract suite names them, and why."""
    example: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Examples:
        ids = [e.id for e in self.example]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"example ids used twice: {', '.join(twice)}")
        return self


def occurrence(text: str, wanted: str, nth: int = 1) -> int:
    """Where the ``nth`` occurrence of ``wanted`` starts. Raises ``ValueError`` when there are fewer."""
    at = -1
    for _ in range(nth):
        at = text.index(wanted, at + 1)
    return at
