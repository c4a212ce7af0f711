"""Whatever claims a reader hands over, every one stands in an incident, or there is a reason."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from recoupe.corroboration.assemble import assemble
from recoupe.corroboration.clustering import group_tellings
from recoupe.corroboration.tellings import tellings_of
from recoupe.corroboration.voices import Member
from recoupe.export.incidents import incident_object
from recoupe.model import Reading
from tests.ledger.readings import readings

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A case of several readings would take minutes to shrink."""

LARGE = (HealthCheck.too_slow, HealthCheck.data_too_large)


@given(st.lists(readings(), max_size=4, unique_by=lambda r: r.report.id))
@settings(max_examples=40, deadline=None, phases=NO_SHRINKING, suppress_health_check=LARGE)
def test_every_claim_stands_in_one_incident_or_has_a_reason(read: list[Reading]) -> None:
    told = [tellings_of(r.report, r.claims, number=n) for n, r in enumerate(read)]
    tellings = [t for one in told for t in one.tellings]
    members = {(r.report.id, c.id): Member(c, r.report) for r in read for c in r.claims}
    groups = group_tellings(tellings).groups
    placed = [(tellings[n].report, c) for group in groups for n in group for c in tellings[n].claims]
    apart = [(r.report.id, c) for r, one in zip(read, told, strict=True) for c in one.apart]
    assert sorted(placed + apart) == sorted(members)
    for group in groups:
        own = [members[tellings[n].report, c] for n in group for c in tellings[n].claims]
        incident = assemble("i1", own)
        assert incident.origins
        assert incident_object(incident, {m.report.id: m.report for m in own})["claims"]
