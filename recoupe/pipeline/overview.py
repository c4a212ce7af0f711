"""What stands across incidents: campaigns, the network of voices, how each report tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recoupe.corroboration.campaigns import campaigns
from recoupe.corroboration.checks import captures_before
from recoupe.corroboration.copies import find_copies
from recoupe.corroboration.estimates import DEFAULT_POLICY, POLICIES
from recoupe.corroboration.network import Copies, Dealings, Network, Quotes, network
from recoupe.corroboration.order import out_of_order_at
from recoupe.corroboration.portrayal import Counted, LeftOut, Portrayal, portray
from recoupe.corroboration.relations import NO_RELATIONS, Relations
from recoupe.corroboration.shared import Shared, shared_passages
from recoupe.corroboration.voices import Member
from recoupe.model import Campaign, Claim, Finding, Incident, Report
from recoupe.pipeline.crosscheck import keep

__all__ = [
    "DEFAULT_POLICY", "POLICIES", "Copies", "Counted", "Dealings", "LeftOut", "Member", "Network", "Portrayal", "Quotes",
    "Shared", "campaigns", "misfits", "network_of", "portray", "shared_passages", "with_campaigns",
]  # fmt: skip


def network_of(
    told: Sequence[tuple[Report, Sequence[Claim]]], incidents: Iterable[Incident], *, relations: Relations = NO_RELATIONS
) -> Network:
    """``told``: reports in the order in which they came in, each with its claims."""
    members = [Member(claim, report) for report, claims in told for claim in claims]
    return network(members, find_copies([report for report, _ in told]), incidents, relations=relations)


def with_campaigns(
    incidents: Sequence[Incident], *, relations: Relations = NO_RELATIONS
) -> tuple[list[Incident], tuple[Campaign, ...]]:
    """The incidents, each with the campaign of which it is an episode, and the campaigns."""
    found = campaigns(incidents, relations=relations)
    of = {episode: campaign.id for campaign in found for episode in campaign.episodes}
    return [keep(i, of[i.id]) if i.id in of else i for i in incidents], found


def misfits(
    told: Iterable[tuple[Report, Sequence[Claim]]], *, relations: Relations = NO_RELATIONS
) -> tuple[Finding, ...]:
    """What does not fit across incidents: captures of what the same side was said to have captured before, and effects dated
    before their causes.
    """
    members = [Member(claim, report) for report, claims in told for claim in claims]
    return (*captures_before(members, relations=relations), *out_of_order_at(members, relations=relations))
