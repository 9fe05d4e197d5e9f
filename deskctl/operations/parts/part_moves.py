"""A part on its way: requested, received, installed, the faulty one out for repair and back (S5.3-2.request)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.next_ids import assign_code
from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.parts.part_balance import TAKEN, last_step, open_requests, received, taken, warn_of_requests
from deskctl.operations.parts.stock_moves import move_part
from deskctl.sla.facts import shown_moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MOST = 1000
_REQUEST, _RMA = "request", "rma"


@dataclass(frozen=True, kw_only=True)
class _OnPart(Operation):
    """An action with some pieces of a part."""

    part: str | None = option(N_("which part"), ref="part", required=True)
    qty: int | None = option(N_("how many"), default=1, minimum=1, maximum=_MOST)

    def pieces(self) -> tuple[str, int]:
        """Return which part, and how many."""
        return str(self.part), self.qty or 1

    def data(self) -> dict[str, Any]:
        """Return the data, always with the quantity."""
        return {**super().data(), "qty": self.qty or 1}


@dataclass(frozen=True, kw_only=True)
class Request(_OnPart):
    """Request a part; refused before consent, business staff and model are settled."""

    noun = "part"
    verb = "request"
    event = "part_requested"
    gates = ("part_consent", "business_informed", "model_verified")
    example = "deskctl part request T-066 --part PT-09 --qty 1 --actor BS1"

    request: str | None = option(N_("the number of the request; the next one if not given"))

    def run(self, desk: "Desk") -> None:
        """Assign the request a number; warn if the same part is on its way for the ticket already."""
        earlier = N_("{ticket}: an earlier request ({request}) has {pieces} of {part} still to come.")
        warn_of_requests(desk, earlier, str(self.part))
        number = assign_code(desk, self.request, "PR-", self.event, _REQUEST)
        desk.record(self.event, {**self.data(), _REQUEST: number})


@dataclass(frozen=True, kw_only=True)
class Receive(_OnPart):
    """Receive a requested part into the stock."""

    noun = "part"
    verb = "receive"
    event = "part_received"
    follows = ("part_requested",)
    example = "deskctl part receive T-066 --part PT-09 --request PR-014"

    request: str | None = option(N_("the number of the request; the open one of the part if not given"))

    def run(self, desk: "Desk") -> None:
        """Put it into the stock; refuse what no open request asks for."""
        part, pieces = self.pieces()
        waiting = open_requests(desk, part)
        number = self.request or next((key for key, left in waiting.items() if left >= pieces), "")
        if waiting.get(number, 0) < pieces:
            raise self._not_awaited(desk, waiting)
        desk.record(self.event, {**self.data(), **({_REQUEST: number} if number else {})})
        move_part(desk, "receive", part, pieces, ref=number or None)

    def _not_awaited(self, desk: "Desk", waiting: Mapping[str, int]) -> Refused:
        """Return why the pieces are not awaited: fewer are to come, they came already, or nobody requested them."""
        part, pieces = self.pieces()
        about: dict[str, Any] = {"ticket": desk.case.name, "part": part, "code": "not_requested"}
        open_ = {key: left for key, left in waiting.items() if self.request in {None, key}}
        if open_:
            left = max(open_.values())
            text = N_("{ticket} has only {left} of {part} still to come.")
            return Refused(text, left=left, hint=f"--qty {left}", **about)
        came = last_step(desk, "part_received", part, self.request)
        if came is not None:
            text = N_("{ticket}: {part} was received already: by {who} at {at}.")
            at = shown_moment(came.at, desk.zone)
            return Refused(text, who=came.actor, at=at, hint=f"deskctl ticket show {desk.case.name}", **about)
        if waiting:
            number = next(iter(waiting))
            text = N_("{ticket}: {part} was requested under another number: {request}.")
            return Refused(text, request=number, hint=f"--request {number}", **about)
        fields = {"part": part, "qty": pieces}
        remedy = Remedy(do="part.request", ticket=desk.case.name, fields=fields)
        return Refused(N_("{ticket}: no request for {part} is open."), remedy=remedy, **about)


@dataclass(frozen=True, kw_only=True)
class Install(_OnPart):
    """Install a part: it leaves the stock."""

    noun = "part"
    verb = "install"
    event = "part_installed"
    offline = True
    by_vendor = True
    example = "deskctl part install T-066 --part PT-09 --old-serial OLD-1 --new-serial NEW-1"

    old_serial: str | None = option(N_("the serial number of the faulty part"))
    new_serial: str | None = option(N_("the serial number of the new part"))

    def run(self, desk: "Desk") -> None:
        """Use pieces taken from the stock for the ticket, then pieces received for it; refuse any more."""
        part, pieces = self.pieces()
        used = min(taken(desk, part), pieces)
        if pieces - used > received(desk, part):
            raise self._not_received(desk, part, pieces - used)
        desk.record(self.event, {**self.data(), **({TAKEN: used} if used else {})})
        if pieces > used:
            move_part(desk, "issue", part, used - pieces)

    @staticmethod
    def _not_received(desk: "Desk", part: str, pieces: int) -> Refused:
        fields = {"part": part, "qty": pieces}
        is_requested = sum(open_requests(desk, part).values()) >= pieces
        last = last_step(desk, "part_installed", part)
        text = N_("{ticket}: {part} was neither received nor taken for this ticket.")
        if last is not None:
            text = N_("{ticket}: {part} was installed already: by {who} at {at}; no other piece was received or taken.")
        return Refused(
            text,
            code="not_received",
            ticket=desk.case.name,
            part=part,
            who=last and last.actor,
            at=last and shown_moment(last.at, desk.zone),
            clause="S5.3-2.request",
            remedy=Remedy(do="part.receive" if is_requested else "part.request", ticket=desk.case.name, fields=fields),
        )


@dataclass(frozen=True, kw_only=True)
class Return(_OnPart):
    """Send the faulty part out for repair."""

    noun = "part"
    verb = "return"
    event = "faulty_part_sent"
    follows = ("part_installed",)
    example = "deskctl part return T-003 --part PT-05 --vendor VN1"

    rma: str | None = option(N_("the number of the repair; the next one if not given"))
    vendor: str | None = option(N_("who repairs it"), ref="vendor")

    def run(self, desk: "Desk") -> None:
        """Assign the repair a number; the faulty part was never in the stock."""
        number = assign_code(desk, self.rma, "RMA-", self.event, _RMA)
        desk.record(self.event, {**self.data(), _RMA: number})
        move_part(desk, "rma_out", str(self.part), 0, ref=number)


@dataclass(frozen=True, kw_only=True)
class Returned(_OnPart):
    """Receive a repaired part back into the stock."""

    noun = "part"
    verb = "returned"
    event = "repaired_part_returned"
    follows = ("faulty_part_sent",)
    example = "deskctl part returned T-001 --part PT-01 --qty 2 --rma RMA-001"

    rma: str | None = option(N_("the number of the repair"))

    def run(self, desk: "Desk") -> None:
        """Put it into the stock; refuse a repair that is not known here."""
        sent = {fact.data.get(_RMA) for fact in desk.case.story.facts if fact.event == "faulty_part_sent"}
        if self.rma is not None and self.rma not in sent:
            raise Refused(
                N_("{ticket}: there is no repair {rma}."),
                code="order",
                ticket=desk.case.name,
                rma=self.rma,
                remedy=Remedy(
                    do="part.return", ticket=desk.case.name, fields={"part": str(self.part), "rma": self.rma}
                ),
            )
        super().run(desk)
        move_part(desk, "rma_in", *self.pieces(), ref=self.rma)
