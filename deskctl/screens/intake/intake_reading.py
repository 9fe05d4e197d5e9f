"""Reading for the intake: the caller's card, who is on duty, and the promises that a ticket would make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, Any

from textual.message import Message

from deskctl.errors import DeskError, NotFound
from deskctl.language.i18n import _, language
from deskctl.language.words import SEVERITIES, word
from deskctl.names import ticket_name
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.customers.caller_card import ContactCard, card_for_new_caller, contact_card
from deskctl.queries.reference.policies import PolicyWords, words_for_customer
from deskctl.queries.search.similar_tickets import SimilarTicket, similar_tickets
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.store.facts.people import on_call

if TYPE_CHECKING:
    from deskctl.sla.state import Clock

ASSET = "asset"


@dataclass
class CallerRead(Message):
    """The card of the caller or of the customer, who is on duty with the phone number, and the words of the policy."""

    card: ContactCard | None
    on_duty: str
    words: PolicyWords = field(default_factory=dict)


@dataclass
class PromisesRead(Message):
    """The clocks that the ticket would have, the open tickets it resembles, and its item of the service catalogue.

    `wrong` is what must be corrected first.
    """

    clocks: "list[Clock]"
    alike: list[SimilarTicket]
    wrong: DeskError | None = None
    item: str = ""


@dataclass
class SiteRead(Message):
    """The site of the equipment that was chosen."""

    site: str | None


def read_caller(session: Session, contact: str | None, customer: str | None) -> CallerRead:
    """Read the card of a contact, or of the customer of somebody new."""
    at = session.at()
    with reading(session.store) as conn:
        duty = on_call(conn, at)
        named = f"{duty[1]} {duty[2] or ''}".strip() if duty else ""
        try:
            card = contact_card(conn, contact, at=at) if contact else None
            if customer and card is None:
                card = card_for_new_caller(conn, customer, at=at)
        except NotFound:
            card = None
        return CallerRead(card, named, words_for_customer(conn, card.customer if card else customer, at))


def read_site(session: Session, asset: str) -> SiteRead:
    """Read the site of equipment."""
    from deskctl.queries.reference.records import show_record

    with reading(session.store) as conn:
        try:
            return SiteRead(str(show_record(conn, ASSET, asset, session.look.zone)["site"]))
        except NotFound:
            return SiteRead(None)


def preview_promises(session: Session, values: Mapping[str, Any], customer: str | None) -> PromisesRead:
    """Return the promises of a ticket if it were opened now."""
    from deskctl.operations.perform import RequestContext, perform

    with reading(session.store) as conn:
        resembled = similar_tickets(conn, values.get("title", ""), values.get("assets", ()), customer)
    try:
        operation = build(find("ticket", "open"), {"title": "?", **values})
        context = RequestContext(now=session.now(), actor=session.actor, dry_run=True)
        done = perform(session.store, operation, None, context)
    except DeskError as error:
        return PromisesRead([], resembled, error)
    return PromisesRead(
        [change.after for change in done.changes if change.after], resembled, item=_named(session, done.item)
    )


def _named(session: Session, item: str | None) -> str:
    """Return the id and the name of an item of the service catalogue."""
    from deskctl.queries.reference.records import show_record

    if item is None:
        return ""
    with reading(session.store) as conn:
        record = show_record(conn, "catalog_item", item, session.look.zone)
    name = (record["name_en"] if language() == "en" else None) or record["name"]
    return f"{item} {name}"


def joined_words(session: Session, number: int) -> str:
    """Return the text that a call was added to a ticket, with the severity of the ticket."""
    with reading(session.store) as conn:
        severity = get_ticket(conn, number).severity
    text = _("The call was added to {ticket}; its severity is: {severity}.")
    return text.format(ticket=ticket_name(number), severity=word(SEVERITIES, severity) or "-")


def summary_words(who: str, words: Sequence[str], severity: str) -> str:
    """Return the summary of a call that is added to a ticket: the caller, the symptom, and the caller's severity."""
    shown = [text for text in words if text.strip()]
    if severity in SEVERITIES:
        shown.append(_("severity in their words: {severity}").format(severity=word(SEVERITIES, severity)))
    text = reduce(lambda one, other: _("{one}; {other}").format(one=one, other=other), shown) if shown else ""
    return _("{who}: {words}").format(who=who, words=text) if who and text else who or text
