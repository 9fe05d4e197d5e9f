"""Operations on a training: schedule it, adapt its material, hold it, cancel it, evaluate it (S3-training)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.closing.evaluations import ANSWER_CHANNELS
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, OnRecord, RecordOperation
from deskctl.operations.framework.values import missing
from deskctl.operations.knowledge.course_files import WithFiles, keep_edition
from deskctl.operations.planning.visit_rows import VisitPlan, appoint

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant


@dataclass(frozen=True, kw_only=True)
class _OnTraining(OnRecord, RecordOperation):
    """An action on a training that was asked for."""

    noun = "training"

    def run(self, desk: "Desk") -> None:
        """Change the columns and record the action."""
        self.refuse_if_held(desk)
        self.keep(desk, self.columns_set())

    def refuse_if_held(self, desk: "Desk") -> None:
        """Refuse to change a training that was held."""
        if self.row(desk)["held_at"] is not None:
            raise Refused(N_("{id} was held already."), id=self.id, hint=f"deskctl training show {self.id}")

    def keep(self, desk: "Desk", columns: dict[str, Any], **more: Any) -> None:
        """Change columns of the training, and record the action with more data and the earlier values."""
        before = self.row(desk)
        was = {name: before[name] for name in columns if before[name] is not None}
        values = {name: value for name, value in {**more, "was": was or None}.items() if value is not None}
        self.save(desk, columns, {**columns, **values})


@dataclass(frozen=True, kw_only=True)
class ScheduleTraining(_OnTraining):
    """Schedule a training: when, where, by whom."""

    verb = "schedule"
    event = "training_scheduled"
    begins_work = True
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "requested_for")
    example = "deskctl training schedule TR-002 --requested-for '2026-12-02 14:00' --trainer EN3"

    requested_for: datetime | None = option(N_("when it is to be held"))
    place: str | None = option(N_("the place"))
    trainer: str | None = option(N_("who holds it"), ref="staff")
    base_material: str | None = option(N_("the courseware that it is made from"), ref="course")

    def run(self, desk: "Desk") -> None:
        """Store the appointment, and plan the trainer's visit."""
        super().run(desk)
        row = desk.row(self.noun, id=self.id) or {}
        if row["requested_for"] is not None:
            people = (row["trainer"],) if row["trainer"] else ()
            appoint(
                desk,
                VisitPlan(
                    of=str(self.id), customer=row["customer"], site=row["site"], start=row["requested_for"],
                    engineers=people, purpose="training",
                ),
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class AdaptMaterial(WithFiles, _OnTraining):
    """Record that the material was adapted to the customer."""

    verb = "adapt"
    event = "material_adapted"
    example = "deskctl training adapt TR-003 --file slides.pdf"

    version: str | None = option(N_("what the version made for this customer is called"), stored=False)
    file: tuple[str, ...] = option(
        N_("a file of the material; they become a course of the customer's own"), default=(), stored=False
    )

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the file if no version is named."""
        return () if "version" in texts else ("file",)

    def run(self, desk: "Desk") -> None:
        """Store the version, or a course of the files; this is possible after the training was held, too."""
        if not self.version and not self.content:
            raise missing("file")
        if not self.content:
            self.keep(desk, {"material_version": self.version})
            return
        row = desk.row(self.noun, id=self.id) or {}
        course_row = desk.row("course", id=row["material_version"]) if row["material_version"] else None
        own = course_row if course_row and course_row["customer"] == row["customer"] else None
        course = own["id"] if own else next_id(desk, "course", "CR-")
        self.keep(desk, {"material_version": course}, title=self.version)
        if own is None:
            self._make_course(desk, course, row)
        keep_edition(desk, course, own["version"] + 1 if own else 1, self.content)

    def _make_course(self, desk: "Desk", course: str, row: Mapping[str, Any]) -> None:
        """Make the customer's own course of this training."""
        base = desk.row("course", id=row["base_material"]) if row["base_material"] else None
        made = {
            "id": course, "system": (base or {}).get("system") or row["topic"],
            "kind": "training", "title": self.version or row["topic"], "version": 1, "files": "[]",
            "lang": (base or {}).get("lang") or _language(desk, row["customer"]), "audience": "customer",
            "customer": row["customer"],
        }  # fmt: skip
        desk.insert("course", made)
        desk.record_in_history("course", course, "added", made)


def _language(desk: "Desk", customer: str) -> str:
    return str((desk.row("customer", id=customer) or {}).get("lang") or "zh")


@dataclass(frozen=True, kw_only=True)
class HoldTraining(_OnTraining):
    """Record that a training was held."""

    verb = "hold"
    event = "training_held"
    example = "deskctl training hold TR-002 --attendees 8"

    place: str | None = option(N_("the place"))
    trainer: str | None = option(N_("who holds it"), ref="staff")
    attendees: int | None = option(N_("how many took part"), minimum=0, maximum=100_000)
    names: tuple[str, ...] = option(N_("the names of those who took part"), default=(), stored=False)
    differs_reason: str | None = option(N_("why time or place differ from the request"), long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Store when it was held, by default the appointment of that day; refuse a second time."""
        self.refuse_if_held(desk)
        held_at = self._held_at(desk)
        self._warn_of_difference(desk, held_at)
        self.keep(
            desk,
            {"held_at": held_at, **self.columns_set()},
            differs_reason=self.differs_reason,
            names=list(self.names) or None,
        )

    def _warn_of_difference(self, desk: "Desk", held_at: "Instant") -> None:
        """Warn if place or day differ from the request and no reason is given (S3-training.deliver)."""
        row = self.row(desk)
        elsewhere = self.place and row["place"] and self.place != row["place"]
        requested = row["requested_for"]
        days = {datetime.fromtimestamp(at, desk.zone).date() for at in (requested or held_at, held_at)}
        if not self.differs_reason and (elsewhere or len(days) > 1):
            desk.warn(
                N_("It was held at a different place or on a different day than requested; say why with {option}."),
                option="--differs-reason",
            )

    def _held_at(self, desk: "Desk") -> "Instant":
        appointed = self.row(desk)["requested_for"]
        if appointed is None or desk.at != desk.now or appointed > desk.now:
            return desk.at
        days = {datetime.fromtimestamp(at, desk.zone).date() for at in (appointed, desk.at)}
        return int(appointed) if len(days) == 1 else desk.at


@dataclass(frozen=True, kw_only=True)
class CancelTraining(_OnTraining):
    """Record that the customer cancelled a training."""

    verb = "cancel"
    event = "training_cancelled"
    example = "deskctl training cancel TR-002 --by-contact P-0701 --reason 'moved to spring'"

    by_contact: str | None = option(N_("who cancelled"), ref="contact", required=True, stored=False)
    reason: str | None = option(N_("why"), required=True, long=True, stored=False)

    def run(self, desk: "Desk") -> None:
        """Record it; the training is no longer due."""
        self.refuse_if_held(desk)
        self.keep(desk, {}, by_contact=self.by_contact, reason=self.reason)


@dataclass(frozen=True, kw_only=True)
class EvaluateTraining(_OnTraining):
    """Record what somebody who took part thinks of a training."""

    verb = "evaluate"
    event = "training_evaluated"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "score")
    example = "deskctl training evaluate TR-003 --score 4 --by-contact P-0201 --text 'clear, but too fast'"

    score: int | None = option(N_("stars, 1 to 5"), minimum=1, maximum=5, stored=False)
    text: str | None = option(N_("the customer's own words"), long=True, stored=False)
    by_contact: str | None = option(N_("who evaluated"), ref="contact", stored=False)
    how: str | None = option(N_("how it came"), choices=ANSWER_CHANNELS, stored=False)

    def run(self, desk: "Desk") -> None:
        """Keep the score of a training that was held; the trainer may not record their own evaluation (S2.G-1)."""
        row = self.row(desk)
        if row["held_at"] is None or row["held_at"] > desk.at:
            raise Refused(
                N_("{id} was not held yet: there is nothing to evaluate."), id=self.id, clause="S2.G-1", code="order",
                hint=f"deskctl training hold {self.id}",
            )  # fmt: skip
        if row["trainer"] == desk.actor:
            raise Refused(
                N_("You held {id}: somebody else records what the customer thinks of it."), id=self.id,
                clause="S2.G-1", code="not_yours", hint="deskctl whoami",
            )  # fmt: skip
        self.keep(desk, {}, score=self.score, text=self.text, by_contact=self.by_contact, how=self.how)
