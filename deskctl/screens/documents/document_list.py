"""Reading the documents and files of a ticket with its visits and customer, of a customer, or of a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.message import Message

from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.names import ticket_name
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.files.file_lists import list_files
from deskctl.queries.files.file_owners import FileOwner, file_owner
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.records import list_records
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.sla.facts import instant_of
from deskctl.store.port import Reader
from deskctl.widgets.style.sizes import size_words
from deskctl.widgets.style.times import short_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_CUSTOMER = "customer"
_AHEAD = 31 * 86_400
_MOST = 6
"""The most inspections and return visits of a customer that are listed, the latest first."""


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document or an attached file: `words` is the command that writes it; `file` is the id of the attachment.

    The title is in English.
    """

    title: str
    name: str
    state: str = ""
    words: tuple[str, ...] = ()
    file: str | None = None
    visit: str | None = None
    """The visit of a service sheet."""

    @property
    def kind(self) -> str:
        """The title in the language of the console."""
        return _(self.title)


@dataclass
class DocumentsRead(Message):
    """The documents and files."""

    documents: Sequence[DocumentEntry]


def read_documents(session: Session, owner: str) -> DocumentsRead:
    """Read the documents and files of a ticket, a customer or another record; runs in a thread."""
    with reading(session.store) as conn:
        try:
            file_owner_row = file_owner(conn, owner)
        except NotFound:
            return DocumentsRead(())
        return DocumentsRead([*_documents(conn, session, file_owner_row)])


def _documents(conn: Reader, session: Session, owner: FileOwner) -> Iterator[DocumentEntry]:
    customer = owner.name if owner.table == _CUSTOMER else None
    if owner.ticket is not None:
        yield from _of_ticket(conn, session, owner.ticket)
        customer = get_ticket(conn, owner.ticket).customer
    if owner.table in {"inspection", "return_visit"}:
        yield DocumentEntry(_kind(owner.table), owner.name, words=(owner.table.replace("_", "-"), "export", owner.name))
    for file in list_files(conn, cast("ZoneInfo", session.look.zone), owner):
        yield _file(file, session)
    if customer is not None:
        yield from _of_customer(conn, session, customer)


def _of_ticket(conn: Reader, session: Session, number: int) -> Iterator[DocumentEntry]:
    record, name = show_ticket(conn, number, at=session.at()), ticket_name(number)
    made = [visit for visit in reversed(record["visits"]) if visit["departed_at"] or visit["arrived_at"]]
    for visit in sorted(made, key=lambda visit: visit["engineer"] != session.actor):
        signed = _("signed") if visit["signed_sheet"] else _("not signed")
        which = str(visit["visit"] or visit["id"] or "")
        who = session.look.names.get(visit["engineer"], visit["engineer"] or "")
        when = _time(visit["arrived_at"] or visit["departed_at"], session)
        yield DocumentEntry(
            N_("Service sheet"), f"{name} {when} {who}", signed, ("sheet", "export", name, "--visit", which),
            visit=visit["id"] or name,
        )  # fmt: skip
    version = record["reports"][-1]["version"] if record["reports"] else None
    state = _("version {n}").format(n=version) if version else _("draft")
    yield DocumentEntry(N_("Incident report"), name, state, ("report", "export", name))
    started = [step for step in record["actions"] if step["event"] in {"remote_started", "remote_refused"}]
    for place, step in reversed([*enumerate(started, 1)]):
        when = _time(step["at"], session)
        yield DocumentEntry(
            N_("Remote record"), f"{name} {when}", "", ("remote", "export", name, "--session", str(place))
        )


def _of_customer(conn: Reader, session: Session, customer: str) -> Iterator[DocumentEntry]:
    zone = cast("ZoneInfo", session.look.zone)
    today = session.now().astimezone(zone)
    before = (today.year - 1, 12) if today.month == 1 else (today.year, today.month - 1)
    for year, month in ((today.year, today.month), before):
        text = f"{year}-{month:02}"
        yield DocumentEntry(
            N_("Month report"), f"{text} {customer}", "", ("month", "export", text, "--customer", customer)
        )
    for noun in ("inspection", "return-visit"):
        records = list_records(conn, noun, zone, customers=[customer])
        for one in sorted(records, key=lambda record: str(record["id"]), reverse=True)[:_MOST]:
            yield DocumentEntry(
                _kind(noun.replace("-", "_")), one["id"], _done(one, session), (noun, "export", one["id"])
            )
    inputs = DueInputs(conn, session.at(), zone)
    for duty in due_list(inputs, DueFilter(customer=(customer,), within=_AHEAD)):
        if duty.rule.kind == "inspection":
            words = ("inspection", "sheet", duty.subject)
            yield DocumentEntry(N_("Inspection sheet"), duty.subject, _("to fill in"), words)


def _kind(table: str) -> str:
    return N_("Inspection report") if table == "inspection" else N_("Return visit record")


def _done(record: Shape, session: Session) -> str:
    when = record.get("done_at") or record.get("at")
    return _time(when, session) if when else _("not done")


def _file(file: Shape, session: Session) -> DocumentEntry:
    who = session.look.names.get(file["added_by"] or "", file["added_by"] or "")
    whom = _("for the customer") if file["public"] else _("internal")
    state = f"{size_words(file['size'])}  {choice_word('kind', file['kind'])}  {whom}  {who}"
    if file["purged_at"] or file["hidden_at"]:
        state = _("purged") if file["purged_at"] else _("hidden") + "  " + state
    if file["claims"]:
        state = _("! claims to be {claim}, is {type}").format(claim=file["claims"], type=file["type"]) + "  " + state
    return DocumentEntry(N_("File"), f"{file['attachment']} {file['name']}", state, file=file["attachment"])


def _time(text: str, session: Session) -> str:
    return short_time(instant_of(text), session.at(), session.look.zone)
