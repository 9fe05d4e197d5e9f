"""Similar questions that need no training: the reason is recorded, and nobody is reminded again (S3-rec-5)."""

from dataclasses import dataclass

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option


@dataclass(frozen=True, kw_only=True)
class DismissNeed(Operation):
    """Record why similar questions need no training; nobody is reminded of them any more."""

    noun = "training"
    verb = "need-dismiss"
    event = "training_need_dismissed"
    example = N_("deskctl training need-dismiss T-072 --reason 'changed in the new version'")

    reason: str | None = option(N_("why"), required=True, long=True)
