"""Trainings: requested, held, complete once the customer has the material (S3-training)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, OnRecord, RecordOperation
from deskctl.operations.rules.people.ownership import check_owner
from deskctl.queries.knowledge.courses import was_adapted

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Training(RecordOperation):
    """The columns of a training."""

    noun = "training"
    first_id = "TR-001"
    needed: ClassVar[tuple[str, ...]] = ("customer", "topic")

    customer: str | None = option(N_("for whom"), ref="customer")
    site: str | None = option(N_("the site"), ref="site")
    topic: str | None = option(N_("about what"))
    requested_at: datetime | None = option(N_("when it was asked for; now if not given"))
    requested_for: datetime | None = option(N_("the requested time"))
    place: str | None = option(N_("the room"))
    base_material: str | None = option(N_("the courseware that it is made from"), ref="course")
    material_version: str | None = option(N_("the version made for this customer"))
    held_at: datetime | None = option(N_("when it was held"))
    trainer: str | None = option(N_("who holds it"), ref="staff")
    attendees: int | None = option(N_("how many took part"), minimum=0, maximum=100_000)


@dataclass(frozen=True, kw_only=True)
class AddTraining(AddRecord, _Training):
    """Add a training that a customer asks for."""

    example = N_("deskctl training add --customer CUS-01 --topic 'Closing a month' --by-contact P-0101 --people 8")

    by_contact: str | None = option(N_("who asked for it"), ref="contact", stored=False)
    people: int | None = option(N_("for how many people"), minimum=1, maximum=100_000, stored=False)

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row; without a time it is requested now."""
        return {"requested_at": desk.at, **super().new_row(desk)}

    def history_data(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return the row with who asked and for how many people."""
        request = {"by_contact": self.by_contact, "people": self.people}
        return {**row, **{name: value for name, value in request.items() if value is not None}}


@dataclass(frozen=True, kw_only=True)
class EditTraining(EditRecord, _Training):
    """Edit a training: plan it, or record that it was held."""

    example = "deskctl training edit TR-002 --held-at '2026-11-25 14:00' --attendees 8"

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse to name a site of another customer than the training's own; the site may be moved later."""
        if row["site"] and (self.site or self.customer):
            check_owner(desk, "site", "site", row["site"], row["customer"])


@dataclass(frozen=True, kw_only=True)
class HandOver(OnRecord, RecordOperation):
    """Hand the material of a training over to the customer."""

    noun = "training"
    verb = "hand-over"
    event = "material_handed_over"
    example = "deskctl training hand-over TR-003 --to P-0201 --base-unchanged"

    to: str | None = option(N_("to whom"), ref="contact", required=True)
    base_unchanged: bool | None = option(N_("the courseware fits as it is: nothing was adapted"))

    def run(self, desk: "Desk") -> None:
        """Record when and to whom; refuse material that was not adapted to the customer."""
        if not self.base_unchanged and not was_adapted(desk.reader, str(self.id)):
            raise Refused(
                N_("{id}: the material was not adapted to the customer yet."), id=self.id,
                clause="S3-training.material",
                code="material_not_adapted",
                remedy=Remedy("training.adapt", fields={"id": self.id, "file": GAP}, about="id"),
            )  # fmt: skip
        columns = {"material_delivered_at": desk.at, "delivered_to": self.to}
        self.save(desk, columns, columns)
