"""The first data that a firm enters on its desk, in one transaction: people, numbers, a customer, a call."""

from deskctl.desk.case_cache import CaseCache
from deskctl.language.folding import fold
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.values import missing
from deskctl.operations.perform import OperationResult, RequestContext, perform_in
from deskctl.operations.reference.desk_setup import DeskSetup, first_steps, set_zone
from deskctl.queries.reference.desk_facts import contacts_by_name, customers_by_name
from deskctl.store.facts.shipped_records import store_currency
from deskctl.store.open import writing_once
from deskctl.store.port import Transaction


def set_up_desk(store: str, setup: DeskSetup, zone: str | None, context: RequestContext) -> None:
    """Record the firm's own data: its zone, its currency, its people, its numbers, its first customer."""
    with writing_once(store) as conn:
        if zone is not None:
            set_zone(conn, zone)
        if setup.currency is not None:
            store_currency(conn, setup.currency)
        for step in first_steps(conn, setup):
            _do(conn, step, context)
        _add_customer(conn, setup, context)


def first_call(store: str, setup: DeskSetup, context: RequestContext) -> int | None:
    """Record who called first, and open the ticket if the call was described; return its number.

    Without a customer the ticket waits to be identified. Raises `BadData` for a call without a caller.
    """
    with writing_once(store) as conn:
        customer = _customer(conn, setup)
        if not setup.caller:
            if setup.title:
                raise missing("caller_name")
            return None
        if customer is None and not setup.title:
            return None
        caller = _caller(conn, setup, customer, context)
        if not setup.title:
            return None
        described = {"title": setup.title, "severity": setup.severity}
        return _do(conn, find("ticket", "open").of({**caller, **described}), context).ticket


def _add_customer(conn: Transaction, setup: DeskSetup, context: RequestContext) -> None:
    """Record the first customer with the place of the equipment and the contract."""
    if not setup.customer:
        if setup.site or _has_contract(setup):
            raise missing("customer")
        return
    customer = _customer(conn, setup) or _do(conn, find("customer", "add").of({"name": setup.customer}), context).record
    if setup.site:
        _do(conn, find("site", "add").of({"customer": customer, "name": setup.site}), context)
    if _has_contract(setup):
        contract = {
            "customer": customer,
            "no": setup.contract,
            "maintenance_start": setup.contract_from,
            "maintenance_end": setup.contract_until,
            "final_acceptance_date": setup.contract_accepted or setup.contract_from,
        }
        _do(conn, find("contract", "add").of(contract), context)


def _has_contract(setup: DeskSetup) -> bool:
    return any((setup.contract, setup.contract_from, setup.contract_until, setup.contract_accepted))


def _customer(conn: Transaction, setup: DeskSetup) -> str | None:
    ids = {fold(name): key for key, name in customers_by_name(conn)}
    return ids.get(fold(setup.customer)) if setup.customer else None


def _caller(
    conn: Transaction, setup: DeskSetup, customer: str | None, context: RequestContext
) -> dict[str, str | None]:
    """Return the fields that name the caller: a contact, added if there is none of that name, or a name alone."""
    if customer is None:
        return {"caller_name": setup.caller, "phone": setup.phone}
    ids = {fold(name): key for key, name in contacts_by_name(conn, customer)}
    contact = ids.get(fold(setup.caller or ""))
    person = {"customer": customer, "name": setup.caller, "phone": setup.phone}
    return {"contact": contact or _do(conn, find("contact", "add").of(person), context).record}


def _do(conn: Transaction, step: Operation, context: RequestContext) -> OperationResult:
    return perform_in(conn, step, None, context, CaseCache())
