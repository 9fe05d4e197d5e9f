"""Trainings from the plan to the day: scheduled, their material adapted, held, or cancelled (S3-training)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import OWN, option
from deskctl.operations.framework.reference_records import ABOUT, Master

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _OnTraining(Master):
    """A step on a training that was asked for."""

    noun = "training"
    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)

    id: str | None = option(N_("which one"), ref=OWN, stored=False)

    def run(self, desk: "Desk") -> None:
        """Change the columns and record the step."""
        self.refuse_if_held(desk)
        self.keep(desk, self.given())

    def refuse_if_held(self, desk: "Desk") -> None:
        """Refuse a step on what was held: it is not planned any more."""
        if (desk.row(self.noun, id=self.id) or {})["held_at"] is not None:
            raise Refused(N_("{id} was held already."), id=self.id, hint=f"deskctl training show {self.id}")

    def keep(self, desk: "Desk", columns: dict[str, Any], **more: Any) -> None:
        """Change columns of the training and record the step with more words."""
        if columns:
            desk.update(self.noun, {ABOUT: self.id}, columns)
        given = {name: value for name, value in more.items() if value is not None}
        desk.record_on_master(self.noun, str(self.id), self.event, {**columns, **given})


@dataclass(frozen=True, kw_only=True)
class ScheduleTraining(_OnTraining):
    """Schedule a training: when, where, by whom."""

    verb = "schedule"
    event = "training_scheduled"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "requested_for")
    example = "deskctl training schedule TR-002 --requested-for '2026-12-02 14:00' --trainer EN3"

    requested_for: datetime | None = option(N_("when it is to be held"))
    place: str | None = option(N_("the place"))
    trainer: str | None = option(N_("who holds it"), ref="staff")
    base_material: str | None = option(N_("the courseware that it is made from"), ref="course")


@dataclass(frozen=True, kw_only=True)
class AdaptMaterial(_OnTraining):
    """Record that the material was adapted to the customer."""

    verb = "adapt"
    event = "material_adapted"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "version")
    example = "deskctl training adapt TR-003 --version 'CR-02, edition for this customer'"

    version: str | None = option(N_("the version made for this customer"), stored=False)

    def run(self, desk: "Desk") -> None:
        """Keep the version; also after the training was held."""
        self.keep(desk, {"material_version": self.version})


@dataclass(frozen=True, kw_only=True)
class HoldTraining(_OnTraining):
    """Record that a training was held."""

    verb = "hold"
    event = "training_held"
    example = "deskctl training hold TR-002 --attendees 8"

    place: str | None = option(N_("the place"))
    trainer: str | None = option(N_("who holds it"), ref="staff")
    attendees: int | None = option(N_("how many took part"), minimum=0, maximum=100_000)
    differs_reason: str | None = option(N_("why time or place differ from the request"), long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Keep when it was held; refuse a second time, and a time without anybody."""
        self.refuse_if_held(desk)
        self.keep(desk, {"held_at": desk.at, **self.given()}, differs_reason=self.differs_reason)


@dataclass(frozen=True, kw_only=True)
class CancelTraining(_OnTraining):
    """Record that the customer cancelled a training."""

    verb = "cancel"
    event = "training_cancelled"
    example = "deskctl training cancel TR-002 --by-contact P-0701 --reason 'moved to spring'"

    by_contact: str | None = option(N_("who cancelled"), ref="contact", required=True, stored=False)
    reason: str | None = option(N_("why"), required=True, long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Record it; nothing is due any more."""
        self.refuse_if_held(desk)
        self.keep(desk, {}, by_contact=self.by_contact, reason=self.reason)
