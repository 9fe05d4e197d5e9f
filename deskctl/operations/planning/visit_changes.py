"""Changes of a planned visit before anybody sets out: assign, confirm, move, drop."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.framework.fields import OWN, option
from deskctl.operations.framework.reference_records import ABOUT, RecordOperation
from deskctl.operations.framework.values import missing
from deskctl.operations.messages.customer_news import inform_customer
from deskctl.operations.planning.visit_rows import TABLE, warn_of_conflicts
from deskctl.operations.planning.visits import check_window
from deskctl.queries.dispatch.planned_visits import PlannedVisit, planned_visit
from deskctl.queries.dispatch.progress import DONE, DROPPED
from deskctl.queries.json_values import rfc3339
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _OnVisit(RecordOperation):
    """An action on a planned visit, recorded in its own history and on its ticket."""

    noun = "visit"
    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    before_departure: ClassVar[bool] = True
    """Whether it is refused once somebody has set out."""

    id: str | None = option(N_("which one, such as V-0001"), ref=OWN, stored=False)

    def changeable_visit(self, desk: "Desk") -> PlannedVisit:
        """Return the visit; refuse a change of one that is over or, if `before_departure`, under way."""
        visit = planned_visit(desk.reader, desk.zone, str(self.id), desk.now)
        if visit is None:
            raise NotFound(N_("There is no visit {id}."), id=self.id, hint="deskctl dispatch list")
        progress = visit.progress
        if progress is not None and (self.before_departure or progress in {DONE, DROPPED}):
            raise Refused(
                N_("{id} is not planned any more: {state}."),
                id=self.id,
                state=choice_term("state", progress),
                code="order",
                hint=f"deskctl visit show {self.id}",
            )
        return visit

    def keep(self, desk: "Desk", data: dict[str, Any], changed: PlannedVisit | None = None, **columns: Any) -> None:
        """Change columns of the visit, warn of conflicts, and record the action, on its ticket too."""
        desk.update(TABLE, {ABOUT: self.id}, columns)
        conflicts = warn_of_conflicts(desk, changed) if changed else []
        data = {name: value for name, value in data.items() if value is not None}
        data |= {"conflicts": conflicts} if conflicts else {}
        desk.record_in_history(TABLE, str(self.id), self.event, data)
        ticket = (desk.row(TABLE, id=self.id) or {})["ticket"]
        if ticket is not None:
            desk.take(ticket)
            desk.record(self.event, {TABLE: self.id, **data})
            inform_customer(desk)
            desk.settle()
            desk.put_away()


@dataclass(frozen=True, kw_only=True)
class AssignVisit(_OnVisit):
    """Change who goes on a planned visit."""

    verb = "assign"
    event = "visit_assigned"
    before_departure = False
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "to")
    example = "deskctl visit assign V-0001 --to EN1 --to EN2"

    to: tuple[str, ...] = option(N_("who goes"), ref="staff", default=())

    def run(self, desk: "Desk") -> None:
        """Store the engineers; those who have set out go in any case."""
        visit, names = self.changeable_visit(desk), list(dict.fromkeys(self.to))
        self.keep(desk, {"engineers": names}, replace(visit, engineers=tuple(names)), engineers=json.dumps(names))


@dataclass(frozen=True, kw_only=True)
class ConfirmVisit(_OnVisit):
    """Record that the customer confirmed a planned visit."""

    verb = "confirm"
    event = "visit_confirmed"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "by_contact")
    example = "deskctl visit confirm V-0001 --by-contact P-0501"

    by_contact: str | None = option(N_("who confirmed it"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Store who confirmed it."""
        self.changeable_visit(desk)
        self.keep(desk, {"by_contact": self.by_contact}, state="confirmed", confirmed_by=self.by_contact)


@dataclass(frozen=True, kw_only=True)
class MoveVisit(_OnVisit):
    """Move a planned visit to another time; the customer confirms it again."""

    verb = "move"
    event = "visit_moved"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "from_", "reason")
    example = "deskctl visit move V-0001 --from '2026-11-25 14:00' --reason 'the part comes later'"

    from_: datetime | None = option(N_("from when"))
    until_: datetime | None = option(N_("until when; by default its length does not change"))
    reason: str | None = option(N_("why"), long=True)

    def run(self, desk: "Desk") -> None:
        """Store the new times; the history keeps the old ones."""
        visit, start = self.changeable_visit(desk), instant(self._start)
        length = None if visit.end is None else visit.end - visit.start
        end = instant(self.until_) if self.until_ else None if length is None else start + length
        check_window(desk, self._start, self.until_)
        data = {
            "planned_at": rfc3339(start, desk.zone),
            "until": rfc3339(end, desk.zone),
            "was": rfc3339(visit.start, desk.zone),
        }
        changed = replace(visit, start=start, end=end)
        self.keep(
            desk, {**data, "reason": self.reason}, changed, start=start, end=end, state="planned", confirmed_by=None
        )  # fmt: skip

    @property
    def _start(self) -> datetime:
        if self.from_ is None:
            raise missing("from")
        return self.from_


@dataclass(frozen=True, kw_only=True)
class DropVisit(_OnVisit):
    """Drop a planned visit that we will not make; if the customer waives it, use `visit cancel`."""

    verb = "drop"
    event = "visit_dropped"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "reason")
    example = "deskctl visit drop V-0001 --reason 'solved by telephone'"

    reason: str | None = option(N_("why"), long=True)

    def run(self, desk: "Desk") -> None:
        """Mark the visit as dropped; its row stays."""
        self.changeable_visit(desk)
        self.keep(desk, {"reason": self.reason}, state="dropped")
