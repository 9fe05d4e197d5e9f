"""Notices of manufacturers whose models are patterns, or that were withdrawn (S5.6-2)."""

import pytest
from workbench import Workbench

from deskctl.errors import Refused

VISIT = {"customer": "CUS-07", "how": "phone", "with": "P-0701", "no_changes": True, "actor": "MG1"}


def undelivered(desk: Workbench) -> list[str]:
    """Return the notices that the refusal of a return visit names."""
    with pytest.raises(Refused) as refusal:
        desk.do("return-visit.record", **VISIT)
    assert refusal.value.remedy is not None
    return list(refusal.value.remedy.fields["advisories"])


@pytest.mark.parametrize(
    "named",
    [{"models": ["*"]}, {"models": ["srv-*"]}, {"models": ["ERP-X", "SRV-A2U"]}, {"models": ["-"], "systems": ["*"]}],
)
def test_what_the_refusal_of_a_visit_suggests_is_accepted(desk: Workbench, named: dict[str, list[str]]) -> None:
    """A return visit delivers each notice that its refusal names, also one for a pattern of models or systems."""
    desk.do("advisory.add", actor="MG1", vendor="VN1", text="patch it", **named)
    names = undelivered(desk)
    desk.do("return-visit.record", **VISIT, advisories=names)
    assert desk.rows("return_visit", "advisories_delivered", order="id", customer="CUS-07")[-1] != ("[]",)


def test_a_withdrawn_notice_is_not_delivered(desk: Workbench) -> None:
    """A withdrawn notice is neither delivered nor made a ticket nor withdrawn again."""
    notice = desk.do("advisory.add", actor="MG1", vendor="VN1", text="patch it", models=["*"]).record
    desk.do("advisory.withdraw", actor="MG1", id=notice, reason="replaced")
    given = {"id": notice, "customer": "CUS-07"}
    assert desk.refused("advisory.deliver", **given, to="P-0701").code == "withdrawn"
    assert desk.refused("advisory.open-ticket", **given).code == "withdrawn"
    assert desk.refused("advisory.withdraw", actor="MG1", id=notice, reason="again").code == "withdrawn"
    assert notice not in undelivered(desk)
