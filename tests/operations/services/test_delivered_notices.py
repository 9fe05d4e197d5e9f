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


@pytest.mark.parametrize("pattern", ["ＳＲＶ－ａ２ｕ", "ＳＲＶ－A2＊", "Srv\u2010A2U"])
def test_a_model_matches_however_wide_it_is_typed(desk: Workbench, pattern: str) -> None:
    """A notice whose model is typed in full width, or with another dash, concerns the same equipment."""
    plain = desk.do("advisory.add", actor="MG1", vendor="VN1", text="patch it", models=["SRV-A2U"]).record
    typed = desk.do("advisory.add", actor="MG1", vendor="VN1", text="patch it too", models=[pattern]).record
    names = undelivered(desk)
    assert plain in names
    assert typed in names


@pytest.mark.parametrize("model", ["srv-a2u", "ＳＲＶ－Ａ２Ｕ"])
def test_a_part_fits_a_model_however_it_is_typed(desk: Workbench, model: str) -> None:
    """A part fits the equipment whose model is that of the part in another case or width."""
    part = desk.do("part.add", actor="MG1", name="Fan", model="F-1", compatible_models=["SRV-A2U"]).record
    asset = desk.do("asset.add", site="S-0101", asset_class="server", name="twin", model=model).record
    ticket = desk.opened(contact="P-0101", title="fan is loud", severity="general", assets=[asset])
    desk.do("part.inform", ticket, to="BS1", part=part)
    desk.do("part.verify", ticket, part=part, asset=asset, **{"with": "EN1"})
    assert ("model_verified",) in desk.rows("action", "event", ticket=ticket)


def test_a_notice_is_for_the_customers_whom_it_concerns(desk: Workbench) -> None:
    """A customer without such equipment is neither given a notice nor asked whether it applies."""
    notice = desk.do("advisory.add", actor="MG1", vendor="VN1", text="patch it", models=["SRV-A2U"]).record
    given = {"id": notice, "customer": "CUS-08"}
    for name, fields in (("deliver", {"to": "P-0801"}), ("not-relevant", {"reason": "x", "actor": "MG1"})):
        assert desk.refused(f"advisory.{name}", None, "S5.6-2", **given, **fields).code == "wrong_customer"
    desk.do("advisory.deliver", id=notice, customer="CUS-07", to="P-0701")
