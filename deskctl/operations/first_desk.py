"""The first things that a firm takes down on its desk, all in one transaction: people, numbers, a customer, a call."""

from deskctl.desk.case_cache import KnownCases
from deskctl.folding import fold
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import Call, Done, perform_in
from deskctl.operations.reference.desk_setup import DeskSetup, first_steps, set_zone
from deskctl.queries.reference.desk_facts import customers_by_name
from deskctl.store.facts.shipped_records import keep_currency
from deskctl.store.open import writing_once
from deskctl.store.port import Transaction


def set_up_desk(store: str, setup: DeskSetup, zone: str | None, call: Call) -> None:
    """Record what a firm says of itself: its zone, its currency, its people, its numbers."""
    with writing_once(store) as conn:
        if zone is not None:
            set_zone(conn, zone)
        if setup.currency is not None:
            keep_currency(conn, setup.currency)
        for step in first_steps(conn, setup):
            _do(conn, step, call)


def first_call(store: str, setup: DeskSetup, call: Call) -> int | None:
    """Record who called first, and open the ticket if the call was described; return its number.

    A customer who is on the desk already is not added again; a caller without a customer is one to be identified.
    """
    with writing_once(store) as conn:
        customer = _customer(conn, setup, call)
        if customer is None and not (setup.caller and setup.title):
            return None
        if customer is not None and not setup.caller:
            return None
        caller = _caller(conn, setup, customer, call)
        if not setup.title:
            return None
        reported = {"title": setup.title, "severity": setup.severity}
        return _do(conn, find("ticket", "open").of({**caller, **reported}), call).ticket


def _customer(conn: Transaction, setup: DeskSetup, call: Call) -> str | None:
    if not setup.customer:
        return None
    there = {fold(name): key for key, name in customers_by_name(conn)}
    known = there.get(fold(setup.customer))
    return known or _do(conn, find("customer", "add").of({"name": setup.customer}), call).master


def _caller(conn: Transaction, setup: DeskSetup, customer: str | None, call: Call) -> dict[str, str | None]:
    """Return the fields that name the caller: a new contact, or a name alone."""
    if customer is None:
        return {"caller_name": setup.caller, "phone": setup.phone}
    person = {"customer": customer, "name": setup.caller, "phone": setup.phone}
    return {"contact": _do(conn, find("contact", "add").of(person), call).master}


def _do(conn: Transaction, step: Operation, call: Call) -> Done:
    return perform_in(conn, step, None, call, KnownCases())
