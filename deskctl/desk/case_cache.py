"""A cache of the tickets that a writer has loaded, so that a batch does not read the same history for every line."""

from collections import OrderedDict

from deskctl.desk.case_file import CaseFile, load_case, reload_case
from deskctl.sla.lifecycle import MAY_CHANGE_END
from deskctl.store.port import Reader, Transaction
from deskctl.store.watching import data_version

_AT_MOST = 16
_OWN = frozenset({"ticket", "action"})
_KEYS = "receipt"


class CaseCache:
    """The tickets after their last action, valid while nothing else was written.

    Every change of a transaction is in its ledger. A write by others changes the `data_version`; on a server only one
    that changes more than tickets does, but a new action on a ticket changes its `last_seq`. So a cached history is
    always equal to the one in the store.
    """

    def __init__(self) -> None:
        self._cases: OrderedDict[int, CaseFile] = OrderedDict()
        self._conn: Reader | None = None
        self._version: int | None = None

    def take(self, conn: Reader, number: int) -> CaseFile:
        """Return a ticket in its state within the current transaction; raises `NotFound`."""
        self._forget_if_changed(conn)
        kept = self._cases.get(number)
        case = None if kept is None else reload_case(conn, kept)
        return load_case(conn, number) if case is None or len(case.facts) != case.columns["last_seq"] else case

    def keep(self, conn: Transaction, case: CaseFile | None) -> None:
        """Keep the ticket of an action; forget all tickets if the action changed more than its ticket."""
        self._forget_if_changed(conn)
        own = None if case is None else case.number
        if not all(table == _KEYS or (table in _OWN and key[:1] == (own,)) for table, key in conn.touched):
            self.forget()
        if case is None:
            return
        self._cases.pop(case.number, None)
        if MAY_CHANGE_END.isdisjoint(fact.event for fact in case.recorded):
            self._cases[case.number] = case
        if len(self._cases) > _AT_MOST:
            self._cases.popitem(last=False)

    def forget(self) -> None:
        """Forget all tickets, after a transaction was rolled back."""
        self._cases.clear()

    def _forget_if_changed(self, conn: Reader) -> None:
        version = data_version(conn)
        if conn is not self._conn or version != self._version:
            self.forget()
            self._conn, self._version = conn, version
