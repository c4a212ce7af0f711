"""The closed categories of a claim. A value outside of them raises ``ValueError``."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    STRIKE = "strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    CHEMICAL = "chemical"
    CLASH = "clash"
    ATTACK = "attack"
    KILLING = "killing"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    ARREST = "arrest"
    DESTRUCTION = "destruction"
    OFFENSIVE = "offensive"
    ADVANCE = "advance"
    CAPTURE = "capture"
    HOLD = "hold"
    WITHDRAWAL = "withdrawal"
    COLLAPSE = "collapse"
    SIEGE = "siege"
    DEPLOYMENT = "deployment"
    CEASEFIRE = "ceasefire"
    AGREEMENT = "agreement"
    DISPLACEMENT = "displacement"
    AID = "aid"
    PROTEST = "protest"
    SUPPORT = "support"
    ALLIANCE = "alliance"
    THREAT = "threat"
    ACCUSATION = "accusation"
    STATEMENT = "statement"


class Modality(StrEnum):
    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class QuantityKind(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    DISPLACED = "displaced"
    AREA = "area"
    DISTANCE = "distance"
    DURATION = "duration"
    MONEY = "money"
    EQUIPMENT = "equipment"
    FORCE = "force"


class Precision(StrEnum):
    EXACT = "exact"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


class Relation(StrEnum):
    AT = "at"
    NEAR = "near"
    TOWARD = "toward"
    FROM = "from"
    AROUND = "around"
    ALONG = "along"
    BETWEEN = "between"
    NORTH_OF = "north_of"
    SOUTH_OF = "south_of"
    EAST_OF = "east_of"
    WEST_OF = "west_of"
    NORTH_EAST_OF = "north_east_of"
    NORTH_WEST_OF = "north_west_of"
    SOUTH_EAST_OF = "south_east_of"
    SOUTH_WEST_OF = "south_west_of"


class Means(StrEnum):
    DRONE = "drone"
    AIRCRAFT = "aircraft"
    HELICOPTER = "helicopter"
    MISSILE = "missile"
    ROCKET = "rocket"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    TANK = "tank"
    IED = "ied"
    MINE = "mine"
    CAR_BOMB = "car_bomb"
    BOMB = "bomb"
    SUICIDE = "suicide"
    SMALL_ARMS = "small_arms"
    BLADE = "blade"
    GRENADE = "grenade"
    CHEMICAL = "chemical"
    FIRE = "fire"
    NAVAL = "naval"


class SourceKind(StrEnum):
    OUTLET = "outlet"
    PERSON = "person"
    ORGANIZATION = "organization"
    ACTOR = "actor"
    UNNAMED = "unnamed"


class PublishedBasis(StrEnum):
    GIVEN = "given"
    INFERRED = "inferred"


class MarkKind(StrEnum):
    OPINION = "opinion"
    LOADED = "loaded"
