"""The store room: which parts and loaners there are, and parts that come and go without a ticket (S4-stock)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, RecordOperation
from deskctl.operations.parts.stock_moves import move_part

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class _Part(RecordOperation):
    """The columns of a part."""

    noun = "part"
    first_id = "PT-01"
    needed: ClassVar[tuple[str, ...]] = ("name", "model")

    name: str | None = option(N_("the name"))
    model: str | None = option(N_("the model"))
    compatible_models: tuple[str, ...] = option(N_("a device model that it fits"), default=())
    min_qty: int | None = option(N_("the smallest number to keep in stock"), minimum=0, maximum=_MOST)
    location: str | None = option(N_("where it is kept"))
    external_id: str | None = option(N_("its id in another system"))


@dataclass(frozen=True, kw_only=True)
class AddPart(AddRecord, _Part):
    """Add a part."""

    example = N_("deskctl part add --name 'Fan' --model FAN-1 --compatible-models SRV-A1U --min-qty 2 --opening-qty 4")

    opening_qty: int | None = option(N_("how many there are now"), minimum=0, maximum=_MOST)


@dataclass(frozen=True, kw_only=True)
class EditPart(EditRecord, _Part):
    """Edit a part; the number in stock follows from the moves."""

    example = "deskctl part edit PT-02 --min-qty 6"


@dataclass(frozen=True, kw_only=True)
class _Loaner(RecordOperation):
    """The columns of a loaner."""

    noun = "loaner"
    first_id = "LN-01"
    needed: ClassVar[tuple[str, ...]] = ("name", "model")

    name: str | None = option(N_("the name"))
    model: str | None = option(N_("the model"))
    serial: str | None = option(N_("the serial number"))
    external_id: str | None = option(N_("its id in another system"))
    substitutes_models: tuple[str, ...] = option(N_("a device model that it can replace"), default=())


@dataclass(frozen=True, kw_only=True)
class AddLoaner(AddRecord, _Loaner):
    """Add a loaner."""

    example = N_("deskctl loaner add --name 'Spare firewall' --model NET-F1 --substitutes-models NET-F1")


@dataclass(frozen=True, kw_only=True)
class EditLoaner(EditRecord, _Loaner):
    """Edit a loaner."""

    example = "deskctl loaner edit LN-05 --serial SN-LOAN-15"


@dataclass(frozen=True, kw_only=True)
class _Move(RecordOperation):
    """Pieces of a part that are added to or removed from the stock."""

    noun = "stock"
    about = "part"
    shows = "part"

    part: str | None = option(N_("which part"), ref="part", required=True)
    qty: int | None = option(N_("how many"), required=True, minimum=1, maximum=_MOST)
    ref: str | None = option(N_("the number of the paper"))

    def move(self, desk: "Desk", sign: int, ticket: int | None = None) -> None:
        """Move the pieces and record it in the history of the part."""
        quantity = sign * (self.qty or 0)
        move_part(desk, self.verb, str(self.part), quantity, ref=self.ref, ticket=ticket)
        desk.record_in_history(
            "part",
            str(self.part),
            self.event,
            {"qty": quantity, "ref": self.ref, **({"ticket": ticket_name(ticket)} if ticket else {})},
        )


@dataclass(frozen=True, kw_only=True)
class Receive(_Move):
    """Add pieces of a part to the stock."""

    verb = "receive"
    event = "received"
    begins_work = True
    example = "deskctl stock receive PT-09 --qty 2 --ref LS-118"

    def run(self, desk: "Desk") -> None:
        """Add the pieces."""
        self.move(desk, 1)


@dataclass(frozen=True, kw_only=True)
class Issue(_Move):
    """Remove pieces of a part from the stock."""

    verb = "issue"
    event = "issued"
    example = "deskctl stock issue PT-02 --qty 1 --note 'for the training room'"

    ticket: str | None = option(N_("the ticket that they are for, where they may be installed"), ref="ticket")

    def run(self, desk: "Desk") -> None:
        """Refuse more than there are."""
        self.move(desk, -1, ticket_number(self.ticket) if self.ticket else None)
