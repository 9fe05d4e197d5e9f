"""Vendors as third-level support: cases, answers, visits of their engineers (S5.5-major-4)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Contact(Operation):
    """Open a case with a vendor."""

    noun = "vendor"
    verb = "contact"
    event = "vendor_contacted"
    example = "deskctl vendor contact T-066 --vendor VN1 --case VC-006"

    vendor: str | None = option(N_("which vendor"), ref="vendor", required=True)
    case: str | None = option(N_("the vendor's number of the case"), required=True)


@dataclass(frozen=True, kw_only=True)
class Answer(Operation):
    """Record a vendor's answer."""

    noun = "vendor"
    verb = "answer"
    event = "vendor_answered"
    follows = ("vendor_contacted",)
    example = "deskctl vendor answer T-066 --case VC-006 --answer 'engineer comes at ten'"

    case: str | None = option(N_("the vendor's number of the case"), required=True)
    answer: str | None = option(N_("what they say"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a case that was not opened here."""
        _check_known(desk, "case", self.case)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Arrive(Operation):
    """Record the arrival of a vendor's engineer on site."""

    noun = "vendor"
    verb = "arrive"
    event = "vendor_arrived"
    follows = ("vendor_contacted",)
    by_vendor = True
    example = "deskctl vendor arrive T-066 --vendor VN1 --name 'engineer of the maker'"

    vendor: str | None = option(N_("which vendor"), ref="vendor", required=True)
    name: str | None = option(N_("who came"))

    def run(self, desk: "Desk") -> None:
        """Refuse a vendor with whom no case was opened here."""
        _check_known(desk, "vendor", self.vendor)
        super().run(desk)


def _check_known(desk: "Desk", name: str, value: str | None) -> None:
    contacted = [fact.data for fact in desk.case.story.facts if fact.event == "vendor_contacted"]
    if value not in {data.get(name) for data in contacted}:
        raise Refused(
            N_("{ticket}: no case is open with {value}."),
            code="order",
            ticket=desk.case.name,
            value=value,
            remedy=Remedy(
                do="vendor.contact", ticket=desk.case.name, fields={"vendor": "VN1", "case": GAP, name: value}
            ),
        )
