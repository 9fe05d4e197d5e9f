"""The desk: one transaction with its actor and time. Only it appends actions and changes rows."""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.case_file import CaseFile, with_present_calendars
from deskctl.desk.record_values import readable_values
from deskctl.errors import BadData, NotFound, Notice
from deskctl.language.i18n import N_
from deskctl.models.records import record
from deskctl.names import ticket_name
from deskctl.sla.facts import Fact, Instant
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.chain import FIELDS, RECORD_FIELDS, START, last_link, last_link_of_record, link
from deskctl.store.facts.derived import store_clocks, ticket_columns
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.last_numbers import TICKET
from deskctl.store.facts.people import Actor
from deskctl.store.facts.policies import PolicyCache, current_version, load_policy
from deskctl.store.facts.rederivation import apply_derivation, rederived
from deskctl.store.facts.rows import row_exists, row_of
from deskctl.store.port import Reader, Transaction, time_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskctl.sla.state import Clock

_ACTION, _TICKET = "action", "ticket"


class RecordedAction(NamedTuple):
    """An action just appended; `subject` is the name of its ticket or record."""

    subject: str
    seq: int
    event: str

    @property
    def action(self) -> str:
        """The action, such as `T-073/4`."""
        return f"{self.subject}/{self.seq}"


class Desk:
    """A transaction on the store.

    `cases` are the tickets that the writer has loaded, `actor` is who acts, `now` is when the action is recorded, `at`
    when it happened as requested (an operation may change it), `note` the text for the log. On a server the time of the
    server counts as now.
    """

    def __init__(
        self,
        conn: Transaction,
        cases: CaseCache,
        *,
        actor: Actor,
        now: Instant,
        at: Instant,
        note: str = "",
    ) -> None:
        self._conn = conn
        self._cases = cases
        self.acting = actor
        self.actor = actor.id
        server_time = time_of(conn)
        self.now = now if server_time is None else server_time
        self.at = self.requested_at = self.now if at == now else at
        self.note = note
        self.marks: dict[str, Any] = {}
        self.recorded: list[RecordedAction] = []
        self.about: str | None = None
        """The record of an operation that records no action."""
        self.notices: list[Notice] = []
        self.afterwards: list[Callable[[str], None]] = []
        """Functions that are called with the path of the store after the transaction is committed."""
        self.clocks_before: tuple[Clock, ...] = ()
        """The clocks of the current ticket when it was loaded."""
        self._case: CaseFile | None = None

    @property
    def holds_ticket(self) -> bool:
        """Whether a ticket is loaded."""
        return self._case is not None

    @property
    def reader(self) -> Reader:
        """The reader within the transaction."""
        return self._conn

    @cached_property
    def zone(self) -> ZoneInfo:
        """The desk's zone."""
        return ZoneInfo(desk_zone(self.reader))

    @property
    def case(self) -> CaseFile:
        """The current ticket."""
        if self._case is None:
            raise NotFound(N_("No ticket is named."))
        return self._case

    def take(self, number: int) -> CaseFile:
        """Load a ticket and make it the current one; raises `NotFound`."""
        self._case = self._cases.take(self._conn, number)
        self.clocks_before = self._case.state.clocks
        return self._case

    def open_ticket(self, columns: dict[str, Any], assets: tuple[str, ...], policy: str) -> CaseFile:
        """Insert a ticket with the next number under the current version of a policy, and make it the current one."""
        version = current_version(self.reader, policy)
        number = self._conn.next_number(TICKET)
        row = {
            **record(_TICKET).blank(),
            **columns,
            "number": number,
            "policy": policy,
            "policy_version": version,
            "changed_at": self.now,
        }
        self.insert(_TICKET, row)
        for position, asset in enumerate(assets):
            self.insert("ticket_asset", {"ticket": number, "position": position, "asset": asset})
        self._case = CaseFile(number, row, [], load_policy(self.reader, policy, version), links=[START])
        return self._case

    def record(
        self,
        event: str,
        data: dict[str, Any] | None = None,
        *,
        actor: str | None = None,
        note: str | None = None,
        at: Instant | None = None,
    ) -> RecordedAction:
        """Append an action to the current ticket; `actor` is the contact whose statement it records, if any.

        The first action of an operation contains the `marks` set by the rules.
        """
        case, data = self.case, {**(data or {}), **self.marks}
        self.marks = {}
        if actor is not None:
            data["recorded_by"] = self.actor
        actor = actor or self.actor
        fact = Fact(case.next_seq, self.at if at is None else at, event, data, actor, self.now)
        row = {
            "ticket": case.number,
            "seq": fact.seq,
            "at": fact.at,
            "recorded_at": self.now,
            "actor": actor,
            "event": event,
            "note": self.note if note is None else note,
            "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
        }
        before = case.links[-1] if case.links else last_link(self.reader, case.number)
        case.links.append(link(before, tuple(row[name] for name in FIELDS)))
        row["chain"] = case.links[-1]
        self.insert(_ACTION, row)
        case.recorded.append(fact)
        self.recorded.append(RecordedAction(case.name, fact.seq, event))
        return self.recorded[-1]

    def record_in_history(self, noun: str, name: str, event: str, data: dict[str, Any]) -> RecordedAction:
        """Append an action to the history of a reference record."""
        last, chain = last_link_of_record(self.reader, noun, name)
        row = {
            "noun": noun,
            "id": name,
            "seq": last + 1,
            "at": self.at,
            "recorded_at": self.now,
            "actor": self.actor,
            "event": event,
            "note": self.note,
            "data": json.dumps(readable_values(noun, data, self.zone), ensure_ascii=False),
        }
        row["chain"] = link(chain, tuple(row[name] for name in RECORD_FIELDS))
        self.insert("master_action", row)
        self.recorded.append(RecordedAction(name, last + 1, event))
        return self.recorded[-1]

    def warn(self, template: str, **values: Any) -> None:
        """Add a warning for the actor; the operation continues."""
        self.notices.append(Notice(template, values))

    def check_external(self, table: str, name: str) -> None:
        """Refuse an id of another system that another record of the same kind has."""
        row = self.row(table, external_id=name)
        if row is not None:
            raise BadData(
                N_("{field}: {value} is that of {id} already."),
                field="external_id",
                value=name,
                id=row.get("id") or ticket_name(row["number"]),
            )

    def change(self, **columns: Any) -> None:
        """Change columns of the current ticket; derived columns only follow from actions."""
        self.update(_TICKET, {"number": self.case.number}, columns)
        self.case.columns.update(columns)

    def insert(self, table: str, row: dict[str, Any]) -> None:
        """Insert a row into a table."""
        self._conn.insert(table, row)

    def replace(self, table: str, row: dict[str, Any]) -> None:
        """Insert a row, replacing the one with the same key."""
        self._conn.replace(table, row)

    def update(self, table: str, key: dict[str, Any], columns: dict[str, Any]) -> None:
        """Change columns of the row with a key."""
        self._conn.update(table, key, columns)

    def remove(self, table: str, **key: Any) -> None:
        """Delete a row that is not a fact, such as a draft."""
        self._conn.delete(table, key)

    def row(self, table: str, **key: Any) -> dict[str, Any] | None:
        """Return the row with a key; None if there is none."""
        return row_of(self.reader, table, **key)

    def is_staff(self, person: str) -> bool:
        """Return whether somebody is on the staff."""
        return row_exists(self.reader, "staff", "id", person)

    def put_away(self) -> None:
        """Unload the current ticket, because the operation continues without it."""
        self._case = None

    def next_number(self, name: str, after: int = 0) -> int:
        """Return the next number of a counter, which is greater than `after`."""
        return self._conn.next_number(name, after)

    def hold(self, table: str, key: object = None) -> None:
        """Lock a record until the end of the transaction; without a key, lock the next ids of the table.

        After waiting for a lock on a server, the time of the server counts as the new now.
        """
        self._conn.hold(table, key)
        server_time = time_of(self._conn)
        if server_time is not None and server_time != self.now:
            if self.requested_at == self.now:
                self.at = self.requested_at = server_time
            self.now = server_time

    def settle(self) -> None:
        """Update the derived rows of the current ticket, if there is one, from its actions."""
        if self._case is None:
            return
        self._case = case = with_present_calendars(self.reader, self._case)
        state = case.state
        derived = {**ticket_columns(state), "last_seq": case.next_seq - 1, "changed_at": self.now}
        if changed := {name: value for name, value in derived.items() if case.columns[name] != value}:
            self.change(**changed)
        store_clocks(self._conn, case.number, state, are_new=not case.facts)

    def settle_open(self) -> None:
        """Update the derived rows of every open ticket after a change of the calendars."""
        conn = self._conn
        still_open = [stored for stored in stored_cases(conn) if stored.ended_at is None]
        policies = PolicyCache(conn)
        for derivation in (rederived(conn, stored, policies) for stored in still_open):
            if derivation.differs:
                apply_derivation(conn, derivation)
