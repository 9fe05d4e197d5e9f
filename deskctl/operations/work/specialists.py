"""Call in the development team, or consult specialists (S3-em, S5.5-major-2)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class EngageDevelopers(Operation):
    """Engage the development team."""

    noun = "diagnosis"
    verb = "engage-developers"
    event = "dev_team_engaged"
    example = "deskctl diagnosis engage-developers T-067 --members DV1 --members DV2"

    members: tuple[str, ...] = option(N_("who takes part"), ref="staff", required=True, default=())


@dataclass(frozen=True, kw_only=True)
class Consult(Operation):
    """Record a consultation of specialists and its conclusion."""

    noun = "diagnosis"
    verb = "consult"
    event = "consultation_held"
    example = (
        "deskctl diagnosis consult T-070 --participants SE1 --participants EX2"
        " --findings 'link flaps' --conclusion 'replace the module'"
    )

    participants: tuple[str, ...] = option(N_("staff and experts who took part"), required=True, default=())
    findings: str | None = option(N_("what was found"), long=True, required=True)
    conclusion: str | None = option(N_("what was concluded"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a participant who is neither on the staff nor a recorded specialist."""
        for person in self.participants:
            if not (desk.is_staff(person) or desk.row("expert", id=person)):
                raise NotFound(N_("{field}: there is no {kind} {id}."), field="participants", kind="expert", id=person)
        super().run(desk)
