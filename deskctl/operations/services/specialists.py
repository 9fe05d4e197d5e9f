"""Specialists for consultations, and profiles of customers' systems (S4-staff, S4-method)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, EditRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.queries.reference.owners import owners_of

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Specialist(RecordOperation):
    """The columns of a specialist."""

    noun = "expert"
    first_id = "EX1"
    needed: ClassVar[tuple[str, ...]] = ("name",)

    name: str | None = option(N_("the person's name"))
    internal: bool | None = option(N_("one of the firm's own people"))
    staff: str | None = option(N_("which member of the staff it is"), ref="staff")
    skills: tuple[str, ...] = option(N_("what they know"), default=())
    phone: str | None = option(N_("the phone number"))
    external_id: str | None = option(N_("the id in another system"))

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:  # noqa: ARG002
        """Refuse somebody of the staff as a specialist from outside."""
        if row.get("staff") and not row.get("internal"):
            raise BadData(N_("A member of the staff is an internal expert: set --internal too."), field="internal")


@dataclass(frozen=True, kw_only=True)
class AddSpecialist(AddRecord, _Specialist):
    """Add a specialist who can be asked to a consultation."""

    example = N_("deskctl expert add --name 'Adviser' --skills 'ERP performance' --phone 000-0008-0300")


@dataclass(frozen=True, kw_only=True)
class EditSpecialist(EditRecord, _Specialist):
    """Edit a specialist."""

    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    example = "deskctl expert edit EX1 --phone 000-0008-0101"


@dataclass(frozen=True, kw_only=True)
class RetireSpecialist(RetireRecord):
    """Retire a specialist, who is no longer offered."""

    noun = "expert"
    example = N_("deskctl expert retire EX2 --reason 'retired'")


@dataclass(frozen=True, kw_only=True)
class _Profile(RecordOperation):
    """The columns of a profile."""

    noun = "profile"
    table = "system_profile"
    first_id = "SP-01"
    needed: ClassVar[tuple[str, ...]] = ("asset", "text")

    asset: str | None = option(N_("the equipment"), ref="asset")
    text: str | None = option(N_("what must be known about it"), long=True)
    engineers: tuple[str, ...] = option(N_("who knows it best, first of all"), ref="staff", default=())

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer whose equipment it is."""
        named = getattr(self, ABOUT, None)
        row = desk.row(self.kept_in(), id=named) if named else None
        asset = (row or {}).get("asset") or self.asset
        owners = owners_of(desk.reader, "asset", asset) if asset else None
        return next(iter(owners)) if owners else None


@dataclass(frozen=True, kw_only=True)
class AddProfile(AddRecord, _Profile):
    """Add a profile: what must be known about a customer's system; it is shown with tickets, sessions and visits."""

    example = "deskctl profile add --asset A-0105 --text 'two nodes, switch by script' --engineers EN3"


@dataclass(frozen=True, kw_only=True)
class EditProfile(EditRecord, _Profile):
    """Edit the profile of a system; the history keeps the previous text."""

    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    example = "deskctl profile edit SP-01 --engineers EN1"


@dataclass(frozen=True, kw_only=True)
class RetireProfile(RetireRecord):
    """Retire the profile of a system."""

    noun = "profile"
    table = "system_profile"
    example = N_("deskctl profile retire SP-02 --reason 'the system is gone'")
