"""Corrections of a ticket: it is edited, taken from its owner, assigned to its customer, or voided."""

from pathlib import Path

import pytest
from calling import Answer, Deskctl


def _opened(act: Deskctl, *words: str) -> str:
    opened = act("ticket", "open", "--title", "till stops", "--severity", "severe", "--json", *words)
    assert opened.code == 0, opened.err
    return str(opened.json["ticket"])


def _open(act: Deskctl, *words: str) -> str:
    return _opened(act, "--contact", "P-0101", *words)


def _history(act: Deskctl, ticket: str) -> list[str]:
    return [row["event"] for row in act("ticket", "history", ticket, "--json").json]


def _shown(act: Deskctl, ticket: str) -> dict[str, object]:
    shown: dict[str, object] = act("ticket", "show", ticket, "--json").json
    return shown


def test_ticket_is_corrected_and_the_correction_undone(act: Deskctl) -> None:
    """Title, contact and equipment change with an edit, and correcting the edit restores the values before it."""
    ticket = _open(act)
    edit = ("--title", "printer stops", "--contact", "P-0102", "--assets", "A-0102", "--called", "000-0009-0001")
    assert act("ticket", "edit", ticket, *edit).code == 0
    shown = _shown(act, ticket)
    assert (shown["title"], shown["contact"], shown["assets"]) == ("printer stops", "P-0102", ["A-0102"])
    assert act("ticket", "list", "printer", "stops", "--plain").out
    seq = len(_history(act, ticket))
    assert act("ticket", "correct", f"{ticket}/{seq}", "--reason", "was right").code == 0
    shown = _shown(act, ticket)
    assert (shown["title"], shown["contact"], shown["assets"]) == ("till stops", "P-0101", [])
    assert act("ticket", "edit", ticket, "--title", "till stops").code == 4


def test_edit_refuses_values_of_others(act: Deskctl) -> None:
    """An edit refuses a contact of another customer and an external id that another ticket has."""
    ticket = _open(act, "--external-id", "SD-1")
    refused = act("ticket", "edit", ticket, "--contact", "P-0301", "--json")
    assert (refused.code, refused.error["code"]) == (1, "wrong_customer")
    assert act("ticket", "edit", _open(act), "--external-id", "SD-1").code == 4


def test_ticket_is_taken_from_its_owner(act: Deskctl) -> None:
    """`--to none` removes the owner, and is refused if there is none."""
    ticket = _open(act, "--owner", "EN1")
    taken = act("ticket", "assign", ticket, "--to", "none", "--json")
    assert (taken.code, taken.json["owner"]) == (0, None)
    assert _history(act, ticket)[-1] == "unassigned"
    assert act("ticket", "assign", ticket, "--to", "none").code == 1
    assert act("ticket", "assign", ticket, "--to", "EN2", "--json").json["owner"] == "EN2"


def test_ticket_is_voided_on_the_same_day(act: Deskctl) -> None:
    """A voided ticket keeps its number, leaves the lists, has no due clock, and cannot be reopened or restored."""
    ticket = _open(act, "--actor", "HL1")
    act("ticket", "answer", ticket, "--actor", "HL1")
    voided = act("ticket", "void", ticket, "--reason", "twice", "--actor", "HL1", "--json")
    assert (voided.code, voided.json["status"], voided.json["next_due_at"]) == (0, "voided", None)
    assert {row["state"] for row in act("clock", "list", ticket, "--json").json} == {"not_needed"}
    assert ticket not in act("ticket", "list", "--plain", "--limit", 0).out
    assert ticket in act("ticket", "list", "--plain", "--status", "voided").out
    assert act("ticket", "note", ticket, "--note", "called again").code == 0
    assert act("ticket", "reopen", ticket, "--symptom").code == 1
    seq = _history(act, ticket).index("voided") + 1
    assert act("ticket", "correct", f"{ticket}/{seq}", "--reason", "x").code == 1


def _void(act: Deskctl, ticket: str, actor: str) -> Answer:
    return act("ticket", "void", ticket, "--reason", "x", "--actor", actor, "--json")


def test_only_the_lead_voids_later(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a response, on another day, or for a ticket of another person only the lead may void it."""
    others, worked, late = (_open(act, "--actor", "HL1") for _ in range(3))
    assert _void(act, others, "HL2").error["code"] == "not_yours"
    act("ticket", "respond", worked, "--actor", "EN1")
    assert _void(act, worked, "HL1").error["code"] == "not_yours"
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-23T00:00:10+08:00")
    assert _void(act, late, "HL1").error["code"] == "not_yours"
    assert [_void(act, ticket, "LE1").code for ticket in (others, worked, late)] == [0, 0, 0]


def test_ticket_with_a_visit_is_not_voided(act: Deskctl) -> None:
    """A ticket with a departure to the site cannot be voided, not even by the lead."""
    ticket = _open(act)
    act("visit", "depart", ticket, "--actor", "EN1")
    assert _void(act, ticket, "LE1").error["code"] == "not_voidable"


def test_new_caller_becomes_an_unverified_contact(act: Deskctl) -> None:
    """A new caller of a known customer becomes an unverified contact, and the next ticket uses the same contact."""
    words = ("--caller-name", "王护士", "--phone", "138 0000 1111", "--customer", "CUS-03")
    first, second = _opened(act, *words), _opened(act, *words)
    contact = str(_shown(act, first)["contact"])
    assert (_shown(act, second)["contact"], _shown(act, first)["customer"]) == (contact, "CUS-03")
    assert act("contact", "show", contact, "--json").json["unverified"] is True


def test_ticket_without_a_customer_waits_for_it(act: Deskctl) -> None:
    """The clocks of a ticket with only a caller's name run, and its report needs an identified customer."""
    ticket = _opened(act, "--caller-name", "张先生", "--phone", "13900001111")
    shown = _shown(act, ticket)
    assert (shown["customer"], shown["site"]) == (None, None)
    assert act("clock", "list", ticket, "--json").json
    act("ticket", "resolve", ticket)
    issue = ("report", "issue", ticket, "--cause", "a", "--method", "b", "--result", "c", "--json")
    assert act(*issue).error["code"] == "customer_unknown"
    assert act("ticket", "identify", ticket, "--customer", "CUS-02").code == 0
    assert act(*issue).code == 0
    contact = act("contact", "show", str(shown["contact"]), "--json").json
    assert (contact["customer"], contact["unverified"]) == ("CUS-02", True)
    assert act("ticket", "identify", ticket, "--customer", "CUS-03").code == 1


def test_caller_is_identified_as_a_known_contact(act: Deskctl, desk: Path) -> None:
    """After a caller is identified as a known contact, the caller's id shows that contact."""
    ticket = _opened(act, "--caller-name", "曹")
    caller = str(_shown(act, ticket)["contact"])
    identified = act("ticket", "identify", ticket, "--contact", "P-0302", "--json")
    assert (identified.code, identified.json["customer"]) == (0, "CUS-03")
    assert act("contact", "show", caller, "--json").json["id"] == "P-0302"


def test_unknown_customer_is_added_with_the_caller(act: Deskctl) -> None:
    """A customer that is named with the caller is added as unverified."""
    ticket = _opened(act, "--caller-name", "李", "--customer-name", "蓝岸样例物业")
    shown = act("customer", "show", str(_shown(act, ticket)["customer"]), "--json").json
    assert (shown["name"], shown["unverified"]) == ("蓝岸样例物业", True)


def test_ended_maintenance_is_noted_at_opening(act: Deskctl) -> None:
    """A ticket for a customer whose maintenance ended is opened with a note of the end."""
    answer = act("ticket", "open", "--contact", "P-0801", "--title", "x")
    assert answer.code == 0
    assert "2026-08-31" in answer.err
    assert act("ticket", "open", "--contact", "P-0101", "--title", "x").err == ""
