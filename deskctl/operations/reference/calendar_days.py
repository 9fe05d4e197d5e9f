"""Days that the desk enters into its calendars, and years that it declares complete."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import RecordOperation
from deskctl.queries.reference.desk_facts import days_entered
from deskctl.store.facts.policies import counts_entered_days

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class AddDay(RecordOperation):
    """Add a day off or a make-up workday; the clocks of open tickets follow, closed tickets stay as they are."""

    noun = "calendar"
    verb = "add"
    needed: ClassVar[tuple[str, ...]] = ("day", "name")
    example = N_("deskctl calendar add --day 2027-01-01 --name 'New Year'")

    day: date | None = option(N_("the date"), required=True, coming=True)
    name: str | None = option(N_("the name of the day"), required=True)
    off: bool | None = option(N_("a day off; otherwise a make-up workday"), default=True)

    def run(self, desk: "Desk") -> None:
        """Add the entry beside earlier ones of the same date, of which the latest counts."""
        day = str(self.day)
        name = f"{day}/{days_entered(desk.reader, day) + 1}"
        row = {"id": name, "day": day, "off": int(bool(self.off)), "name": self.name, "actor": desk.actor}
        desk.insert("calendar_day", {**row, "added_at": desk.now})
        desk.record_in_history("calendar_day", name, "added", row)
        desk.settle_open()
        if not counts_entered_days(desk.reader):
            desk.warn(N_("No calendar of the policy has `holidays` or `dates`: the day changes nothing."))


@dataclass(frozen=True, kw_only=True)
class PublishYear(RecordOperation):
    """Declare the days of a year complete: due times that depend on them are no longer provisional."""

    noun = "calendar"
    verb = "publish"
    about: ClassVar[str] = "year"
    needed: ClassVar[tuple[str, ...]] = ("year",)
    example = "deskctl calendar publish 2027"

    year: int | None = option(
        N_("the year of which all days off and make-up workdays are entered"), required=True, minimum=2000, maximum=9998
    )

    def run(self, desk: "Desk") -> None:
        """Store who published it and when; closed tickets do not change."""
        name = str(self.year)
        if desk.row("calendar_year", id=name) is not None:
            raise Refused(N_("The year {year} is published already."), year=name, hint="deskctl calendar show")
        row = {"id": name, "actor": desk.actor, "added_at": desk.now}
        desk.insert("calendar_year", row)
        desk.record_in_history("calendar_year", name, "added", row)
        desk.settle_open()
