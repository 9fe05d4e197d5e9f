"""Retire records of each kind, unless they are still needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.case_file import load_case
from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.fields import NOBODY, option
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.operations.rules.people.complaints import check_complaint_taker
from deskctl.queries.reference.in_use import open_tickets_of, open_tickets_visited_by
from deskctl.queries.reference.roster import FOR_EVER, shifts_between
from deskctl.queries.stock_and_loans import is_out
from deskctl.sla.gates.engineers_at_work import on_site

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_AHEAD, _NAMED = 90 * 86_400, 10
"""How far ahead the duties of somebody who leaves are named, and how many."""


@dataclass(frozen=True, kw_only=True)
class RetireCustomer(RetireRecord):
    """Retire a customer, who has no open ticket; nothing is deleted."""

    noun = "customer"
    example = N_("deskctl customer retire CUS-08 --reason 'the contract ended'")

    def check_retirement(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse it while a ticket is open."""
        if tickets := open_tickets_of(desk.reader, "customer", row["id"]):
            raise Refused(
                N_("{id} has open tickets: {tickets}."),
                id=row["id"],
                tickets=tuple(map(ticket_name, tickets[:10])),
                code="has_open_tickets",
                hint=f"deskctl ticket list --customer {row['id']}",
            )


@dataclass(frozen=True, kw_only=True)
class RetireSite(RetireRecord):
    """Retire a site."""

    noun = "site"
    example = N_("deskctl site retire S-0103 --reason 'moved'")


@dataclass(frozen=True, kw_only=True)
class RetireContact(RetireRecord):
    """Retire a contact who has left the customer."""

    noun = "contact"
    example = N_("deskctl contact retire P-0102 --reason 'left the firm'")


@dataclass(frozen=True, kw_only=True)
class RetireContract(RetireRecord):
    """Retire a contract."""

    noun = "contract"
    example = N_("deskctl contract retire CT-08 --reason 'not renewed'")


@dataclass(frozen=True, kw_only=True)
class RetireAsset(RetireRecord):
    """Retire equipment that was scrapped."""

    noun = "asset"
    example = N_("deskctl asset retire A-0107 --reason 'scrapped'")


def check_no_open_tickets(desk: "Desk", staff: str, reason: str | None = None) -> None:
    """Refuse that somebody leaves who has open tickets."""
    tickets = open_tickets_of(desk.reader, "owner", staff)
    if tickets:
        raise Refused(
            N_("{id} has open tickets: {tickets}."),
            id=staff,
            tickets=tuple(map(ticket_name, tickets[:10])),
            code="has_open_tickets",
            remedy=Remedy(do="staff.retire", fields={"id": staff, "reason": reason or GAP, "to": GAP}, about="id"),
        )


def warn_of_shifts(desk: "Desk", staff: str) -> None:
    """Warn of the shifts on call of somebody who leaves: nobody covers them."""
    for shift, who, *_times in shifts_between(desk.reader, desk.at, FOR_EVER):
        if who == staff:
            desk.warn(N_("{staff} is still on the roster: {shift} needs somebody else."), staff=staff, shift=shift)


def warn_of_visits(desk: "Desk", staff: str) -> None:
    """Warn of the open tickets on which somebody who leaves is still on site: nobody else can log that and leave."""
    cases = (load_case(desk.reader, number) for number in open_tickets_visited_by(desk.reader, staff))
    tickets = tuple(case.name for case in cases if staff in on_site(case.story.facts))
    if tickets:
        desk.warn(
            N_("{staff} is still on site on {tickets}: undo this, log the work and leave first."),
            staff=staff, tickets=tickets,
        )  # fmt: skip


def warn_of_duties(desk: "Desk", staff: str) -> None:
    """Warn of what is due and still names somebody who leaves: planned visits, trainings, improvements."""
    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.queries.due.due_list import DueFilter, due_list

    where = DueFilter(owner=(staff,), within=_AHEAD, without={"kind": ("certificate",)})
    duties = due_list(DueInputs(desk.reader, desk.now, desk.zone), where)
    named = dict.fromkeys(duty.subject for duty in duties if duty.ticket is None or duty.rule.kind == "visit")
    if named:
        desk.warn(
            N_("{staff} is still named for what is due: {subjects}; name somebody else."), staff=staff,
            subjects=tuple(named)[:_NAMED],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RetirePerson(RetireRecord):
    """Retire a member of the staff who leaves; their open tickets are handed over."""

    noun = "staff"
    also = ("assigned", "unassigned")
    example = N_("deskctl staff retire EN4 --reason 'leaves' --to EN2")

    to: str | None = option(N_("who takes their open tickets, or none"), ref="staff", or_none=True)

    def check_retirement(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse it while a ticket is theirs and nobody is named to take it."""
        if self.to in {None, row["id"]}:
            check_no_open_tickets(desk, row["id"], self.reason)

    def hand_over(self, desk: "Desk") -> None:
        """Hand the open tickets over, each with its own action."""
        for number in open_tickets_of(desk.reader, "owner", str(self.id)):
            desk.take(number)
            if self.to == NOBODY:
                desk.record("unassigned", {"from": self.id}, note="")
            else:
                check_complaint_taker(desk.case.columns["about_staff"], self.to, desk.case.name)
                desk.record("assigned", {"to": self.to}, note="")
            desk.settle()
        desk.put_away()
        warn_of_visits(desk, str(self.id))
        warn_of_shifts(desk, str(self.id))
        warn_of_duties(desk, str(self.id))


@dataclass(frozen=True, kw_only=True)
class RetireDuty(RetireRecord):
    """Take a shift off the roster; what has passed of it stays."""

    noun = "roster"
    example = N_("deskctl roster retire RO-12 --reason 'entered twice'")


@dataclass(frozen=True, kw_only=True)
class RetireVendor(RetireRecord):
    """Retire a vendor."""

    noun = "vendor"
    example = N_("deskctl vendor retire VN4 --reason 'no longer our vendor'")


@dataclass(frozen=True, kw_only=True)
class RetirePart(RetireRecord):
    """Retire a part that is no longer kept."""

    noun = "part"
    example = N_("deskctl part retire PT-10 --reason 'model discontinued'")


@dataclass(frozen=True, kw_only=True)
class RetireLoaner(RetireRecord):
    """Retire a loaner that is in house."""

    noun = "loaner"
    example = N_("deskctl loaner retire LN-05 --reason 'scrapped'")

    def check_retirement(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse it while it is with a customer."""
        if is_out(desk.reader, row["id"]):
            raise Refused(N_("{id} is out."), id=row["id"], code="order", hint="deskctl loaner list")


@dataclass(frozen=True, kw_only=True)
class RetireCatalogItem(RetireRecord):
    """Retire an item of the service catalogue."""

    noun = "catalog"
    table = "catalog_item"
    example = N_("deskctl catalog retire F --reason 'part of A'")


@dataclass(frozen=True, kw_only=True)
class RetireMode(RetireRecord):
    """Retire a service mode."""

    noun = "mode"
    example = N_("deskctl mode retire email --reason 'no longer in use'")


@dataclass(frozen=True, kw_only=True)
class RetireHotline(RetireRecord):
    """Retire one of our numbers."""

    noun = "hotline"
    example = N_("deskctl hotline retire HN-01 --reason 'number given up'")
