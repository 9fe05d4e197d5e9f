"""Operations that can be recorded without access to the desk, listed with their reasons."""

from collections.abc import Mapping

from deskctl.operations.framework.catalogue import NOUNS, find, names

OFFLINE: Mapping[str, str] = {
    "ticket.open": "a call can be answered anywhere; until the upload its key identifies the ticket",
    "ticket.answer": "the answer took place, whatever others recorded",
    "ticket.respond": "the call-back took place, whatever others recorded",
    "ticket.note": "a note changes nothing else",
    "call.log": "the call took place, whatever others recorded",
    "remote.start": "the session took place; its consent is older",
    "remote.end": "the session took place",
    "visit.depart": "an engineer on the way has no network and has departed anyway",
    "visit.arrive": "the engineer has arrived in any case",
    "visit.log": "work on site was done",
    "visit.leave": "the engineer has left in any case",
    "diagnosis.record": "the cause is found on site",
    "diagnosis.explain": "the customer was informed on site",
    "diagnosis.plan": "the customer was informed on site",
    "part.install": "the part is installed in any case",
    "upgrade.start": "the work was started on site",
    "upgrade.finish": "the work was finished on site",
    "upgrade.verify": "the customer verified it on site",
    "contact.add": "nobody else knows a new caller yet; until the upload the key identifies the contact",
}
"""The operations that can be uploaded later, each with the reason why it does not depend on others."""

DECIDED_BY_OTHERS: Mapping[str, tuple[str, ...]] = {
    "it depends on the owner, level, state, gates and clocks of the ticket at the time": (
        "ticket", "remote", "visit", "diagnosis", "vendor", "emergency", "upgrade", "bug", "change", "feedback",
        "evaluation", "report", "call",
    ),
    "stock, loaners and money are shared and must not be used twice": ("part", "loaner", "stock", "charge"),
    "it sends a message at once or prevents one": ("mail", "outbox"),
    "it changes shared records, which two people must not change at the same time": (
        "customer", "site", "contact", "contract", "asset", "staff", "calendar", "catalog", "mode", "hotline", "text",
        "checklist", "expert", "profile", "certificate", "advisory", "improvement", "recommendation", "faq", "course",
        "account", "inspection-plan",
    ),
    "a plan reserves time of people for whom others plan, too": (
        "absence", "shift", "callback", "roster", "inspection", "return-visit", "training",
    ),
    "the file itself must be stored in the desk": ("attachment",),
}  # fmt: skip
"""Why the other operations of a noun need access to the desk."""


def test_every_offline_operation_has_a_reason() -> None:
    """Each operation that can be recorded offline is listed with its reason."""
    assert {name for name in names() if find(*name.split(".", 1)).offline} == set(OFFLINE)


def test_every_noun_has_a_reason_to_need_the_desk() -> None:
    """Each noun is listed once with the reason why its other operations need the desk."""
    assert sorted(noun for nouns in DECIDED_BY_OTHERS.values() for noun in nouns) == sorted(NOUNS)


def test_an_offline_operation_changes_nothing_shared() -> None:
    """An offline operation is about a ticket, opens one, or adds a contact."""
    operations = {name: find(*name.split(".", 1)) for name in names()}
    without_ticket = {name for name, operation in operations.items() if operation.offline and not operation.on_ticket}
    assert without_ticket == {"ticket.open", "contact.add"}
