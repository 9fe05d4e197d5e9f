"""The tickets that one writer has loaded, so that a batch need not read the same history for every line."""

from collections import OrderedDict

from deskctl.desk.case_file import CaseFile, again, load_case
from deskctl.store.facts.cases import END_EVENTS
from deskctl.store.port import Reader, Transaction
from deskctl.store.watching import data_version

_AT_MOST = 16
_OWN = frozenset({"ticket", "action"})
_KEYS = "receipt"


class CaseCache:
    """The tickets as they were after their last action, for as long as nothing else was written.

    Every change of a transaction is in its ledger, or the seal would break; a write by others changes SQLite's
    `data_version`, and on a server that of those who change more than tickets. There others may go on with a ticket:
    its `last_seq` shows it. So a history that is kept here is the one in the store.
    """

    def __init__(self) -> None:
        self._cases: OrderedDict[int, CaseFile] = OrderedDict()
        self._conn: Reader | None = None
        self._version: int | None = None

    def take(self, conn: Reader, number: int) -> CaseFile:
        """Return a ticket as it is within the running transaction; raises `NotFound`."""
        self._forget_if_changed(conn)
        kept = self._cases.get(number)
        case = None if kept is None else again(conn, kept)
        return load_case(conn, number) if case is None or len(case.facts) != case.columns["last_seq"] else case

    def keep(self, conn: Transaction, case: CaseFile | None) -> None:
        """Keep the ticket that an action was taken on; all are forgotten if the action touched more than its ticket."""
        self._forget_if_changed(conn)
        own = None if case is None else case.number
        if not all(table == _KEYS or (table in _OWN and key[:1] == (own,)) for table, key in conn.touched):
            self.forget()
        if case is None:
            return
        self._cases.pop(case.number, None)
        if END_EVENTS.isdisjoint(fact.event for fact in case.recorded):
            self._cases[case.number] = case
        if len(self._cases) > _AT_MOST:
            self._cases.popitem(last=False)

    def forget(self) -> None:
        """Forget them: a transaction was undone."""
        self._cases.clear()

    def _forget_if_changed(self, conn: Reader) -> None:
        version = data_version(conn)
        if conn is not self._conn or version != self._version:
            self.forget()
            self._conn, self._version = conn, version
