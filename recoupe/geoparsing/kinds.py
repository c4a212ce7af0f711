"""The kinds of place, how precise a point each of them gives, and how far it reaches."""

from __future__ import annotations

from recoupe.model import Precision

KINDS: dict[str, tuple[Precision, float]] = {
    "base": (Precision.EXACT, 5.0),
    "pumping_station": (Precision.EXACT, 5.0),
    "crossing": (Precision.EXACT, 3.0),
    "oil_field": (Precision.EXACT, 10.0),
    "dam": (Precision.EXACT, 5.0),
    "airport": (Precision.EXACT, 4.0),
    "bridge": (Precision.EXACT, 1.0),
    "hospital": (Precision.EXACT, 1.0),
    "prison": (Precision.EXACT, 1.0),
    "port": (Precision.EXACT, 4.0),
    "plant": (Precision.EXACT, 3.0),
    "mine": (Precision.EXACT, 5.0),
    "hill": (Precision.EXACT, 3.0),
    "site": (Precision.EXACT, 3.0),
    "street": (Precision.EXACT, 1.0),
    "town": (Precision.TOWN, 5.0),
    "camp": (Precision.TOWN, 3.0),
    "neighbourhood": (Precision.DISTRICT, 2.0),
    "district": (Precision.DISTRICT, 25.0),
    "province": (Precision.PROVINCE, 80.0),
    "country": (Precision.COUNTRY, 300.0),
    "region": (Precision.REGION, 80.0),
    "valley": (Precision.REGION, 40.0),
    "mountain": (Precision.REGION, 40.0),
    "forest": (Precision.REGION, 40.0),
    "desert": (Precision.REGION, 150.0),
    "river": (Precision.REGION, 150.0),
    "road": (Precision.REGION, 80.0),
    "lake": (Precision.REGION, 60.0),
    "sea": (Precision.REGION, 300.0),
    "island": (Precision.REGION, 30.0),
    "border": (Precision.REGION, 200.0),
    "continent": (Precision.REGION, 2000.0),
}
"""Kind → precision of a mention of it, and its usual radius in kilometres."""

AREAS = frozenset({"country", "province", "region", "continent", "desert", "district", "island", "valley"})
"""Kinds of which one can name a part: "the north of …"."""

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"town", "camp", "neighbourhood", "district"}),
    frozenset({"province", "region", "district"}),
    frozenset({"base", "airport", "port", "site", "camp"}),
    frozenset({"pumping_station", "oil_field", "dam", "plant", "mine", "site"}),
    frozenset({"mountain", "hill", "valley", "region"}),
    frozenset({"river", "valley", "lake", "sea"}),
    frozenset({"region", "desert", "forest", "island", "border"}),
)
"""Kinds that one and the same noun may govern without contradiction."""


def precision_of(kind: str) -> Precision:
    return KINDS[kind][0]


def kindred(one: str, other: str) -> bool:
    """Whether a place of one kind may be called by a noun of the other."""
    return one == other or any(one in family and other in family for family in FAMILIES)
