"""The vendors as third level: a case with them, their answer, their engineer on site (S5.5-major-4)."""

from dataclasses import dataclass

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option


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


@dataclass(frozen=True, kw_only=True)
class Arrive(Operation):
    """Record the arrival of a vendor's engineer on site."""

    noun = "vendor"
    verb = "arrive"
    event = "vendor_arrived"
    follows = ("vendor_contacted",)
    example = "deskctl vendor arrive T-066 --vendor VN1 --name 'engineer of the maker'"

    vendor: str | None = option(N_("which vendor"), ref="vendor", required=True)
    name: str | None = option(N_("who came"))
