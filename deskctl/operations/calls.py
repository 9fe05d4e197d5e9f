"""Calls with the customer."""

from dataclasses import dataclass

from deskctl.i18n import N_
from deskctl.operations.base import Operation
from deskctl.operations.fields import option


@dataclass(frozen=True, kw_only=True)
class LogCall(Operation):
    """Log a call with the customer."""

    noun = "call"
    verb = "log"
    event = "contact"
    example = "deskctl call log T-068 --minutes 6 --direction out --summary 'sent the manual, will try on Monday'"

    minutes: int | None = option(N_("how long, in minutes"), minimum=0, maximum=1440)
    direction: str | None = option(N_("who called whom"), choices=("in", "out"))
    summary: str | None = option(N_("what was said"), long=True)
