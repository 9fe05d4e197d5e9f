"""Reference data: duplicates are reported and merged, records are retired and reinstated with their history."""

import pytest
from calling import Deskctl


@pytest.fixture(autouse=True)
def acting_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the lead as actor, since retiring and merging are for leads and managers."""
    monkeypatch.setenv("DESKCTL_ACTOR", "LE1")


def _id(act: Deskctl, *words: str) -> str:
    answer = act(*words, "--json")
    assert answer.code == 0, answer.err
    return str(answer.json["id"])


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("asset", "add", "--site", "S-0101", "--asset-class", "os", "--name", "x", "--serial", "sn demo1001"),
         "A-0101"),
        (("contact", "add", "--customer", "CUS-01", "--name", "y", "--phone", "+86 000 0002 0102"), "P-0102"),
        (("contract", "add", "--customer", "CUS-01", "--no", "ht2025001", "--final-acceptance-date", "2025-01-31"),
         "CT-01"),
        (("customer", "add", "--name", "砚秋示例医院"), "CUS-03"),
    ],
)  # fmt: skip
def test_duplicate_record_is_reported_and_added(act: Deskctl, words: tuple[str, ...], known: str) -> None:
    """A record with a known serial, phone, contract number or name is added, and the known record is named."""
    answer = act(*words)
    assert answer.code == 0
    assert (known in answer.err, answer.err.count("\n")) == (True, 1)


def test_external_id_is_unique_within_a_noun(act: Deskctl) -> None:
    """An external id that another customer has is bad data, and a vendor may have the same id."""
    assert act("customer", "add", "--name", "one", "--external-id", "X-1").code == 0
    assert act("customer", "add", "--name", "two", "--external-id", "X-1").code == 4
    assert act("vendor", "add", "--name", "three", "--external-id", "X-1").code == 0


def test_retired_contact_is_hidden_and_can_be_reinstated(act: Deskctl) -> None:
    """A retired contact is not listed or accepted, is shown with its history, and can be reinstated."""
    assert act("contact", "retire", "P-0102", "--reason", "left").code == 0
    assert "P-0102" not in act("contact", "list", "--plain").out
    assert "P-0102" in act("contact", "list", "--state", "retired", "--plain").out
    refused = act("ticket", "open", "--contact", "P-0102", "--title", "x", "--json")
    assert (refused.code, refused.error["code"]) == (1, "retired")
    assert act("contact", "show", "P-0102", "--json").json["history"][-1]["event"] == "retired"
    assert act("contact", "retire", "P-0102", "--reason", "again").code == 1
    assert act("contact", "retire", "P-0102", "--undo").code == 0
    assert act("ticket", "open", "--contact", "P-0102", "--title", "x").code == 0


def test_record_in_use_is_not_retired(act: Deskctl) -> None:
    """A customer with an open ticket and a loaner that is lent out cannot be retired."""
    assert act("customer", "retire", "CUS-01", "--reason", "x", "--json").error["code"] == "has_open_tickets"
    assert act("loaner", "retire", "LN-02", "--reason", "x").code == 1
    assert act("loaner", "retire", "LN-05").code == 2


def test_retired_engineer_hands_over_open_tickets(act: Deskctl) -> None:
    """Retiring an owner of open tickets needs a successor, and each ticket records the assignment."""
    tickets = [row["ticket"] for row in act("ticket", "list", "--owner", "EN1", "--json", "--limit", "0").json]
    assert tickets
    assert act("staff", "retire", "EN1", "--reason", "left", "--json").error["code"] == "has_open_tickets"
    left = act("staff", "retire", "EN1", "--reason", "left", "--to", "EN2", "--json")
    assert (left.code, left.json["id"]) == (0, "EN1")
    for ticket in tickets:
        last = act("ticket", "history", ticket, "--json").json[-1]
        assert (last["event"], last["data"]) == ("assigned", {"to": "EN2"})
    assert act("ticket", "list", "--owner", "EN1", "--json").json == []
    assert act("store", "check").code == 0


def test_duplicate_customer_is_merged(act: Deskctl) -> None:
    """A merge moves tickets, contacts and external id, and the merged id still refers to the remaining customer."""
    twice = _id(act, "customer", "add", "--name", "砚秋医院", "--external-id", "X-9")
    caller = _id(act, "contact", "add", "--customer", twice, "--name", "王护士")
    ticket = act("ticket", "open", "--contact", caller, "--title", "x", "--json").json["ticket"]
    assert act("customer", "merge", twice, "--into", "CUS-03", "--reason", "twice").code == 0
    assert act("ticket", "show", ticket, "--json").json["customer"] == "CUS-03"
    assert act("contact", "show", caller, "--json").json["customer"] == "CUS-03"
    shown = act("customer", "show", twice, "--json")
    assert (shown.json["id"], shown.json["external_id"], twice in shown.err) == ("CUS-03", "X-9", True)
    assert _id(act, "contact", "add", "--customer", twice, "--name", "new")[:4] == "P-03"
    assert act("customer", "merge", twice, "--into", "CUS-01", "--reason", "x").code == 1
    assert act("store", "check").code == 0


def test_contacts_and_equipment_are_merged_within_a_customer(act: Deskctl) -> None:
    """A merge of contacts or equipment changes their tickets, and one across customers is refused."""
    ticket = act("ticket", "open", "--contact", "P-0101", "--title", "x", "--assets", "A-0101", "--assets", "A-0102",
                 "--json").json["ticket"]  # fmt: skip
    assert act("asset", "merge", "A-0102", "--into", "A-0101", "--reason", "twice").code == 0
    assert act("ticket", "show", ticket, "--json").json["assets"] == ["A-0101"]
    assert act("contact", "merge", "P-0102", "--into", "P-0101", "--reason", "twice").code == 0
    opened = act("ticket", "open", "--contact", "P-0102", "--title", "y", "--json").json["ticket"]
    assert act("ticket", "show", opened, "--json").json["contact"] == "P-0101"
    refused = act("contact", "merge", "P-0301", "--into", "P-0101", "--reason", "x", "--json")
    assert refused.error["code"] == "wrong_customer"


def test_catalogue_modes_and_hotlines_are_editable(act: Deskctl) -> None:
    """A catalogue item is added, used and retired, modes and hotlines are kept, and a ticket has the called number."""
    assert act("catalog", "add", "--code", "H", "--name", "搬迁", "--allowed-levels", "routine").code == 0
    assert act("ticket", "open", "--contact", "P-0101", "--title", "x", "--catalog", "H").code == 0
    assert act("ticket", "open", "--contact", "P-0101", "--title", "x", "--catalog", "H", "--level", "urgent").code == 1
    assert act("catalog", "retire", "H", "--reason", "no more").code == 0
    refused = act("ticket", "open", "--contact", "P-0101", "--title", "x", "--catalog", "H", "--json")
    assert refused.error["code"] == "retired"
    assert [row["id"] for row in act("catalog", "list", "--json").json] == list("ABCDEFG")
    assert act("mode", "edit", "remote", "--availability", "5x8").code == 0
    assert len(act("mode", "list", "--json").json) == 6
    number = _id(act, "hotline", "add", "--number", "000-0009-0001", "--from", "09:00", "--until", "22:30")
    assert act("hotline", "show", number, "--json").json["opens"] == "09:00"
    assert act("hotline", "add", "--number", "1", "--from", "9 o'clock").code == 4
    called = act("ticket", "open", "--contact", "P-0101", "--title", "x", "--called", "000-0009-0001", "--json")
    assert act("ticket", "show", called.json["ticket"], "--json").json["called"] == "000-0009-0001"


def test_unverified_callers_are_listed_until_verified(act: Deskctl) -> None:
    """`contact list --unverified` lists a new caller until `--verified` is set."""
    act("ticket", "open", "--caller-name", "王", "--customer", "CUS-03", "--title", "x")
    (waiting,) = act("contact", "list", "--unverified", "--json").json
    assert act("contact", "edit", waiting["id"], "--verified", "--title", "护士").code == 0
    assert act("contact", "list", "--unverified", "--json").json == []


@pytest.mark.parametrize(("noun", "gone", "kept"), [("contact", "P-0102", "P-0101"), ("asset", "A-0102", "A-0101")])
def test_filter_accepts_a_merged_id(act: Deskctl, noun: str, gone: str, kept: str) -> None:
    """A filter by a merged id lists the tickets of the record into which it was merged."""
    assert act(noun, "merge", gone, "--into", kept, "--reason", "twice").code == 0
    by_kept, by_gone = (
        act("ticket", "list", "--status", "all", "--limit", 0, f"--{noun}", one, "--json").json for one in (kept, gone)
    )
    assert by_kept
    assert by_gone == by_kept


def test_roles_and_equipment_in_one_option(act: Deskctl) -> None:
    """Several roles or ids may be given separated by commas or by repeating the option."""
    person = act("staff", "add", "--name", "x", "--role", "工程师", "--roles", "engineer,Back Office", "--json")
    assert sorted(person.json["roles"]) == ["business", "engineer"]
    words = ("ticket", "open", "--contact", "P-0101", "--title", "x", "--assets", "A-0101,A-0103", "--json")
    number = act(*words).json["ticket"]
    assert act("ticket", "show", number, "--json").json["assets"] == ["A-0101", "A-0103"]


def test_what_is_retired_is_on_no_card_and_calls_for_nothing(act: Deskctl) -> None:
    """Retired sites, people and equipment leave the customer's card, and scrapped equipment the checklists and answers.

    The card of a caller has the retired site only for a ticket of that site.
    """

    def called_for() -> tuple[bool, bool]:
        missing = act("inspection", "show", "IN-2026-12-S-0101", "--json").json["missing"]
        handed = act("due", "list", "--kind", "faq_handover", "--fields", "subject", "--plain").out
        return "server.disk" in missing, "CUS-01/ERP-X" in handed

    assert act("faq", "edit", "FAQ-001", "--answer", "press F9").code == 0
    assert called_for() == (True, True)
    gone = {"S-0103": "site", "P-0102": "contact", "A-0101": "asset", "A-0102": "asset", "A-0105": "asset"}
    for name, noun in gone.items():
        assert act(noun, "retire", name, "--reason", "gone").code == 0
    assert called_for() == (False, False)
    card = act("customer", "card", "CUS-01", "--json").json
    assert {one["id"] for part in ("contacts", "sites", "assets") for one in card[part]}.isdisjoint(gone)


def test_corrected_appointment_is_reported_by_the_customer_who_keeps_it(act: Deskctl) -> None:
    """A corrected appointment of a return visit prints the customer; a refused one names a command that shows them."""
    planned = act("return-visit", "plan", "--customer", "CUS-03", "--planned-at", "2026-11-24T10:00+08:00", "--json")
    step = planned.json["action"]
    corrected = act("return-visit", "correct", step, "--reason", "another customer", "--json")
    assert (corrected.code, corrected.json["id"]) == (0, "CUS-03")
    again = act("return-visit", "correct", step, "--reason", "again", "--json").error
    assert (again["exit"], again["hint"]) == (3, "deskctl customer show CUS-03")
