"""The diagnosis: the cause stated to the customer."""

from dataclasses import dataclass

from deskctl.i18n import N_
from deskctl.operations.base import Operation
from deskctl.operations.fields import option

CAUSE_CLASSES = (
    "application",
    "development_defect_severe",
    "development_defect_general",
    "third_party",
    "virus",
    "other_non_application",
    "user_misuse",
    "hardware",
    "environment",
)


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """State the cause of the fault to the customer."""

    noun = "diagnosis"
    verb = "record"
    event = "diagnosed"
    example = "deskctl diagnosis record T-071 --cause 'worn fan' --fault-class hard --method phone --told-to P-0101"

    cause: str | None = option(N_("the cause, as told to the customer"), long=True, required=True)
    fault_class: str | None = option(N_("soft fault or hard fault"), choices=("soft", "hard"), required=True)
    method: str | None = option(N_("how it was found"), choices=("phone", "remote", "on_site"))
    told_to: str | None = option(N_("who was told"), ref="contact")
    cause_class: str | None = option(N_("the kind of cause"), choices=CAUSE_CLASSES)
