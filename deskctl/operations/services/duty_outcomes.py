"""Outcomes of items on the due list: ending contracts and warranties, loaners, parts on order, service modes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import NEEDS, OUTCOMES
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, OnRecord, RecordOperation
from deskctl.operations.framework.values import missing
from deskctl.operations.rules.retired_records import refuse_retired
from deskctl.queries.reference.contracts import is_followed
from deskctl.queries.stock_and_loans import is_out
from deskctl.queries.ticket.parts import ticket_of_request

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

RENEWED = "renewed"
_END = "maintenance_end"
PERIOD = (_END, "maintenance_start")


@dataclass(frozen=True, kw_only=True)
class ContractOutcome(OnRecord, RecordOperation):
    """Record what becomes of a contract that ends."""

    noun = "contract"
    verb = "outcome"
    event = "contract_outcome"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "to")
    example = "deskctl contract outcome CT-08 --to ended --reason 'the customer closed the plant'"

    to: str | None = option(N_("what becomes of it"), choices=OUTCOMES)
    maintenance_end: date | None = option(N_("its new last day; needed if it is renewed"))
    maintenance_start: date | None = option(N_("its new first day, if that changes"))
    reason: str | None = option(N_("why"), long=True)

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the new last day of a renewed contract."""
        return (_END,) if texts.get("to") == RENEWED else ()

    @classmethod
    def optional_on(cls, conn: "Reader", texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the new last day if a following contract is recorded."""
        return (_END,) if is_followed(conn, texts.get(ABOUT, "")) else ()

    def run(self, desk: "Desk") -> None:
        """Change the period of a renewed contract, and keep the earlier one in the history."""
        before = self.row(desk)
        period = {name: value for name, value in self.columns_set().items() if name in PERIOD}
        if self.to == RENEWED:
            self._check_renewal(desk, before)
        elif period:
            raise BadData(N_("{field} is only for a renewed contract."), field=next(iter(period)))
        changes = {name: {"from": before[name], "to": value} for name, value in period.items()}
        self.save(desk, period, {**self.data(), **changes})

    def _check_renewal(self, desk: "Desk", before: Mapping[str, Any]) -> None:
        """Refuse a renewal for who is retired, or without a later end, unless a following contract is recorded."""
        refuse_retired(desk, ABOUT, self.noun, before["id"])
        refuse_retired(desk, "customer", "customer", before["customer"])
        end, last = self.maintenance_end, before[_END]
        if end is None:
            if not is_followed(desk.reader, before["id"]):
                raise missing(_END)
            return
        if last and end.isoformat() <= last:
            raise BadData(N_("{field} must be after the current end, {end}."), field=_END, end=last)
        if self.maintenance_start and self.maintenance_start > end:
            raise BadData(N_("{field} is before the start."), field=_END)


@dataclass(frozen=True, kw_only=True)
class NoteWarranty(OnRecord, RecordOperation):
    """Record that the end of a warranty was noted: it leaves the due list, until it has another end."""

    noun = "asset"
    verb = "note-warranty"
    event = "warranty_noted"
    begins_work = True
    example = "deskctl asset note-warranty A-0303 --reason 'the customer was told'"

    reason: str | None = option(N_("why"), long=True)

    def run(self, desk: "Desk") -> None:
        """Record it with the last day of the warranty; refuse equipment without one."""
        end = self.row(desk)["warranty_end"]
        if end is None:
            raise Refused(N_("{id} has no warranty."), id=self.id, hint=f"deskctl asset edit {self.id} --warranty-end")
        self.save(desk, {}, {"warranty_end": end, **self.data()})


def refuse_past_day(desk: "Desk", field: str, day: date | None) -> None:
    """Refuse to put something off to a day that is over."""
    if day is not None and day < datetime.fromtimestamp(desk.at, desk.zone).date():
        raise BadData(N_("{field} is in the past."), field=field)


@dataclass(frozen=True, kw_only=True)
class ExtendLoaner(OnRecord, RecordOperation):
    """Extend a loan."""

    noun = "loaner"
    verb = "extend"
    event = "loaner_extended"
    begins_work = True
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "until")
    example = "deskctl loaner extend LN-02 --until 2026-12-20 --reason 'the part is late'"

    until_: date | None = option(N_("until when"))
    reason: str | None = option(N_("why"), long=True)

    def run(self, desk: "Desk") -> None:
        """Store the day; refuse one that is over, and a loaner that is in house."""
        if not is_out(desk.reader, str(self.id)):
            raise Refused(N_("{id} is not out."), id=self.id, code="order", hint="deskctl loaner list")
        refuse_past_day(desk, "until", self.until_)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class _OnRequest(Operation):
    """An action on a part that was requested; the number of the request names its ticket."""

    noun = "part"
    follows = ("part_requested",)
    names_ticket = "request"

    request: str | None = option(N_("the request; it may be given instead of the ticket"), required=True)

    def ticket_named(self, desk: "Desk") -> int | None:
        """Return the ticket of the request; raises `NotFound`."""
        ticket = ticket_of_request(desk.reader, str(self.request))
        if ticket is None:
            raise NotFound(
                N_("There is no request {request}."), request=self.request, hint="deskctl due list --kind part"
            )
        return ticket


@dataclass(frozen=True, kw_only=True)
class OrderPart(_OnRequest):
    """Record that a requested part was ordered."""

    verb = "order"
    event = "part_ordered"
    example = "deskctl part order PR-014 --ref PO-2026-118"

    ref: str | None = option(N_("the number of the order"))


@dataclass(frozen=True, kw_only=True)
class ExpectPart(_OnRequest):
    """Record when a requested part is expected."""

    verb = "expect"
    event = "part_expected"
    example = "deskctl part expect T-066 --request PR-014 --expected 2026-11-27"

    part: str | None = option(N_("which part"), ref="part")
    expected: date | None = option(N_("the day it is expected"), required=True, coming=True)


@dataclass(frozen=True, kw_only=True)
class ChooseMode(Operation):
    """Record the service mode that the customer chose, and whether it was the recommended one."""

    noun = "ticket"
    verb = "choose-mode"
    event = "mode_chosen"
    example = "deskctl ticket choose-mode T-068 --mode phone --by-contact P-0501"

    mode: str | None = option(N_("the service mode"), ref="mode", required=True)
    by_contact: str | None = option(N_("who chose it"), ref="contact", required=True)
    need: str | None = option(
        N_("what matters most to the customer"),
        choices=NEEDS,
    )

    def run(self, desk: "Desk") -> None:
        """Record any choice: the recommendation is not binding (S3-rec)."""
        from deskctl.queries.knowledge.mode_advice import recommended_mode

        need = self.need or desk.case.columns["need"]
        advice = recommended_mode(need) if need else None
        data = {"mode": self.mode, "by_contact": self.by_contact, "need": need, "recommended": advice}
        followed = {"followed": advice == self.mode} if advice else {}
        desk.record(self.event, {name: value for name, value in data.items() if value} | followed)
        desk.change(service_mode=self.mode)
