"""What can be recorded without the desk at hand: each operation is listed here, with the reason."""

from collections.abc import Mapping

from deskctl.operations.framework.catalogue import NOUNS, find, names

OFFLINE: Mapping[str, str] = {
    "ticket.open": "a call is taken wherever the telephone is; until the upload its key names it",
    "ticket.answer": "that the customer was answered is true whatever others did",
    "ticket.respond": "that the engineer called back is true whatever others did",
    "ticket.note": "a note decides nothing",
    "call.log": "a call took place whatever others did",
    "remote.start": "the session took place; the consent lies before it",
    "remote.end": "the session took place",
    "visit.depart": "whoever drives has no network, and has left all the same",
    "visit.arrive": "whoever is on site is there",
    "visit.log": "work on site was done",
    "visit.leave": "whoever has left is gone",
    "diagnosis.record": "the cause is found where the machine stands",
    "diagnosis.explain": "the customer was informed there",
    "diagnosis.plan": "the customer was informed there",
    "part.install": "the part is in the machine",
    "upgrade.start": "the work was begun where the machine stands",
    "upgrade.finish": "the work was ended there",
    "upgrade.verify": "the customer looked at it there",
    "contact.add": "who calls first is known to nobody else yet; the key names the person until then",
}
"""The operations that can wait, each with why nothing that others do meanwhile decides it."""

DECIDED_BY_OTHERS: Mapping[str, tuple[str, ...]] = {
    "it is weighed against what the ticket is then: its owner, level, state, gates and clocks": (
        "ticket", "remote", "visit", "diagnosis", "vendor", "emergency", "upgrade", "bug", "change", "feedback",
        "evaluation", "report", "call",
    ),
    "stock, loaners and money are shared: two may not take the same": ("part", "loaner", "stock", "charge"),
    "it goes out at once, or takes back what would": ("mail", "outbox"),
    "it changes what everybody reads, and two changes of one record must not cross": (
        "customer", "site", "contact", "contract", "asset", "staff", "calendar", "catalog", "mode", "hotline", "text",
        "checklist", "expert", "profile", "certificate", "advisory", "improvement", "recommendation", "faq", "course",
        "account", "inspection-plan",
    ),
    "a plan promises the time of somebody, which others plan too": (
        "absence", "shift", "callback", "roster", "inspection", "return-visit", "training",
    ),
    "the file itself must reach the desk": ("attachment",),
}  # fmt: skip
"""Why the other operations of a noun need the desk at hand."""


def test_what_is_offline_is_listed_with_its_reason() -> None:
    """Whoever lets another operation wait, or one no longer, says why here."""
    assert {name for name in names() if find(*name.split(".", 1)).offline} == set(OFFLINE)


def test_every_noun_has_a_reason_to_need_the_desk() -> None:
    """A new noun is put in its place here, once."""
    assert sorted(noun for nouns in DECIDED_BY_OTHERS.values() for noun in nouns) == sorted(NOUNS)


def test_an_operation_that_waits_decides_nothing_shared() -> None:
    """What can wait is about a ticket or opens one; only a new contact goes before it."""
    operations = {name: find(*name.split(".", 1)) for name in names()}
    of_none = {name for name, operation in operations.items() if operation.offline and not operation.on_ticket}
    assert of_none == {"ticket.open", "contact.add"}
