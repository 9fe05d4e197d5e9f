"""The first things that a firm takes down on its desk, all in one transaction: people, numbers, a customer, a call."""

from deskctl.desk.case_cache import KnownCases
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import Call, Done, perform_in
from deskctl.operations.reference.desk_setup import DeskSetup, first_steps, set_zone
from deskctl.store.port import Transaction
from deskctl.store.sqlite.writer import writing_once


def set_up_desk(store: str, setup: DeskSetup, zone: str | None, call: Call) -> int | None:
    """Take down what a firm says of itself; return the number of the first ticket if a call was described."""
    with writing_once(store) as conn:
        if zone is not None:
            set_zone(conn, zone)
        for step in first_steps(conn, setup):
            _do(conn, step, call)
        return _first_call(conn, setup, call)


def _first_call(conn: Transaction, setup: DeskSetup, call: Call) -> int | None:
    """Take down the first customer with the first caller, and open the first ticket."""
    if not setup.customer:
        return None
    customer = _do(conn, find("customer", "add").of({"name": setup.customer}), call).master
    if not setup.caller:
        return None
    person = {"customer": customer, "name": setup.caller, "phone": setup.phone}
    contact = _do(conn, find("contact", "add").of(person), call).master
    if not setup.title:
        return None
    told = {"contact": contact, "title": setup.title, "severity": setup.severity}
    return _do(conn, find("ticket", "open").of(told), call).ticket


def _do(conn: Transaction, step: Operation, call: Call) -> Done:
    return perform_in(conn, step, None, call, KnownCases())
