"""The emergency state: declared, prepared for, revoked (S5.5-major)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.work.severity_consequences import request_visit_by_severity
from deskctl.sla.facts import instant, moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CATASTROPHIC = "catastrophic"


@dataclass(frozen=True, kw_only=True)
class Declare(Operation):
    """Declare the emergency: its own promises run from the notice, and a visit is requested."""

    noun = "emergency"
    verb = "declare"
    event = "emergency_declared"
    barred_by = ("emergency_declared",)
    until = ("emergency_revoked",)
    also = ("onsite_requested",)
    example = "deskctl emergency declare T-069 --reason 'all outlets are down' --actor LE1"

    reason: str | None = option(N_("what has stopped working"), required=True)
    notice_at: datetime | None = option(N_("when the customer gave notice; now if not given"))
    visit: bool | None = option(N_("request the visit at once"), default=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Record it with the time of the customer's notice, and request a visit."""
        notice = desk.at if self.notice_at is None else instant(self.notice_at)
        if notice > desk.at:
            raise BadData(N_("{field} is after the declaration."), field="notice_at")
        desk.record(self.event, {"reason": self.reason, "notice_at": moment(notice).astimezone(desk.zone).isoformat()})
        if self.visit:
            request_visit_by_severity(desk)


@dataclass(frozen=True, kw_only=True)
class Prepare(Operation):
    """Record the emergency plan, and the tools and parts to take along."""

    noun = "emergency"
    verb = "prepare"
    event = "emergency_prepared"
    follows = ("emergency_declared",)
    until = ("emergency_revoked",)
    example = "deskctl emergency prepare T-070 --plan 'bypass the link' --tools 'power meter' --parts PT-02"

    plan: str | None = option(N_("what will be done, and what if it fails"), long=True, required=True)
    tools: tuple[str, ...] = option(N_("tools to take along"), required=True, default=())
    parts: tuple[str, ...] = option(N_("parts to take along; none by default"), ref="part", default=())

    def run(self, desk: "Desk") -> None:
        """Record it, also with an empty list of parts."""
        desk.record(self.event, {**self.data(), "parts": list(self.parts)})


@dataclass(frozen=True, kw_only=True)
class Revoke(Operation):
    """Revoke the emergency: the normal promises run as if it had not been declared."""

    noun = "emergency"
    verb = "revoke"
    event = "emergency_revoked"
    follows = ("emergency_declared",)
    until = ("emergency_revoked",)
    example = "deskctl emergency revoke T-070 --reason 'false alarm' --actor LE1"

    reason: str | None = option(N_("why it is not an emergency"), required=True)
