"""Complaints stay away from the person they are about, whatever way they would take (S3-complaint)."""

from workbench import Workbench


def test_a_complaint_does_not_come_to_the_person_complained_about_on_other_ways(desk: Workbench) -> None:
    """S3-complaint: a colleague's retirement or a correction does not make the person complained about its owner."""
    about = {"kind": "complaint", "about_staff": "EN2", "contact": "P-0202"}
    ticket = desk.opened(**about)
    desk.do("ticket.assign", ticket, to="EN3")
    leaves = {"id": "EN3", "reason": "leaves", "actor": "MG1"}
    refused = desk.refused("staff.retire", None, "S3-complaint", to="EN2", **leaves)
    assert refused.code == "complaint_about_taker"
    assert desk.value("ticket", "owner", number=ticket) == "EN3"
    desk.do("staff.retire", None, to="EN4", **leaves)
    other = desk.opened(**{**about, "about_staff": None})
    desk.do("ticket.assign", other, to="EN2")
    handed = desk.do("ticket.assign", other, to="EN4")
    desk.do("ticket.edit", other, about_staff="EN2")
    desk.refused("ticket.correct", other, "S3-complaint", seq=handed.action, reason="typo", actor="LE1")
    assert desk.value("ticket", "owner", number=other) == "EN4"


def test_a_correction_does_not_make_the_owner_the_person_complained_about(desk: Workbench) -> None:
    """S3-complaint: an edit that said somebody else is not undone while the owner is the one named before."""
    ticket = desk.opened(kind="complaint", about_staff="EN2", contact="P-0202")
    edited = desk.do("ticket.edit", ticket, about_staff="EN3")
    desk.do("ticket.assign", ticket, to="EN2")
    desk.refused("ticket.correct", ticket, "S3-complaint", seq=edited.action, reason="typo", actor="LE1")
    desk.do("ticket.assign", ticket, to="EN1")
    desk.do("ticket.correct", ticket, seq=edited.action, reason="typo", actor="LE1")


def test_a_new_complaint_is_not_given_to_the_person_complained_about(desk: Workbench) -> None:
    """S3-complaint: the refusal of an owner at the intake names no ticket, because there is none yet."""
    about = {"kind": "complaint", "about_staff": "EN2", "contact": "P-0202", "title": "He was rude"}
    refused = desk.refused("ticket.open", None, "S3-complaint", owner="EN2", **about)
    assert refused.code == "complaint_about_taker"
    assert refused.remedy is None
    assert "He was rude" not in str(refused)
    assert refused.hint == "deskctl staff list"
