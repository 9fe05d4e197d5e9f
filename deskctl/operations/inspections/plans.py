"""Plans for sites that are inspected more or less often than the policy says (S4-inspection)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.language.time_words.intervals import plain_day, plain_interval
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, EditRecord, RecordOperation
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.operations.framework.values import missing
from deskctl.queries.services.inspected_sites import maintenance_of, site_row
from deskctl.queries.services.inspection_plans import inspection_plans
from deskctl.queries.services.site_checklists import known_checklists
from deskctl.sla.derivation.inspection_periods import NEVER, named_period, planned_day, read_interval

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NOUN, _TABLE = "inspection-plan", "inspection_plan"
_CLAUSE = "S4-inspection"
_LONGEST_BY_CLAUSE = 31


def _today(desk: "Desk") -> date:
    return datetime.fromtimestamp(desk.now, desk.zone).date()


def _this_month(desk: "Desk") -> date:
    return _today(desk).replace(day=1)


def _is_longer(interval: str) -> bool:
    """Return whether an interval in its stored form is longer than the clause; `none` is."""
    length = read_interval(interval)
    return interval == NEVER if length is None else length.longest_days > _LONGEST_BY_CLAUSE


def _month_is_over(desk: "Desk") -> Refused:
    """Return the refusal to change a promise for a month that is over."""
    month = _this_month(desk)
    return Refused(
        N_("Promises for a month that is over do not change: a plan can apply from {day} on."), day=str(month),
        clause=_CLAUSE, code="month_over", hint=f"--from {month}",
    )  # fmt: skip


def _check_agreement(row: Mapping[str, Any], command: str) -> None:
    """Refuse an interval longer than the clause without a reason and the customer's agreement."""
    if not _is_longer(row["interval"]):
        return
    if not row.get("reason"):
        raise missing("reason")
    if not row.get("agreed_by"):
        raise Refused(
            N_("Inspections less often than every month need the customer's agreement."),
            clause=_CLAUSE, code="not_agreed",
            hint=f"deskctl inspection-plan {command} --agreed-by",
        )  # fmt: skip


def _refuse_second(desk: "Desk", row: Mapping[str, Any]) -> None:
    """Refuse another plan of a site: it has one."""
    plan = inspection_plans(desk.reader).get(row["site"])
    if plan is not None and plan.id != row[ABOUT] and row.get("retired_at") is None:
        raise Refused(
            N_("{site} has the plan {id} already."), site=row["site"], id=plan.id, code="order",
            hint=f"deskctl inspection-plan edit {plan.id}",
        )  # fmt: skip


def _refuse_circle(desk: "Desk", row: Mapping[str, Any]) -> None:
    """Refuse to cover the plan's own site, also by way of the plans of the sites that it covers."""
    plans = inspection_plans(desk.reader)
    ahead, seen = list(json.loads(row["covers"])), set[str]()
    while ahead:
        covered = ahead.pop()
        if covered == row["site"]:
            raise Refused(
                N_("{site} cannot be inspected together with a site that is inspected together with it."),
                site=row["site"], clause=None, code="covers_itself", hint="deskctl inspection-plan list",
            )  # fmt: skip
        if covered not in seen and covered in plans:
            ahead += plans[covered].covers
        seen.add(covered)


@dataclass(frozen=True, kw_only=True)
class _Plan(RecordOperation):
    """The columns of a plan."""

    noun = _NOUN
    table = _TABLE
    first_id = "IP-001"
    needed: ClassVar[tuple[str, ...]] = ("site", "interval")

    site: str | None = option(N_("the site"), ref="site")
    interval: str | None = option(N_("how often: 1 month, 3 months, 2 weeks, none"))
    reason: str | None = option(N_("why not at all, or why less often than every month"), long=True)
    from_: date | None = option(N_("since when"), stored=False)
    until_: date | None = option(N_("until when"), stored=False)
    covers: tuple[str, ...] = option(N_("other sites that are inspected with it"), ref="site", default=())
    checklists: tuple[str, ...] = option(N_("the checklists, instead of those for the equipment"), default=())
    engineer: str | None = option(N_("who carries it out"), ref="staff")
    day: str | None = option(N_("on which day: 1 to 31, or first-monday"))
    agreed_by: str | None = option(N_("who at the customer agreed to less frequent inspections"), ref="contact")

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the reason and the customer's agreement for an interval longer than the clause."""
        return ("reason", "agreed_by") if _is_longer(plain_interval(texts.get("interval", ""))) else ()

    def columns_set(self) -> dict[str, Any]:
        """Return the values under the names of their columns, in the form that is stored."""
        days = {"begins": self.from_, "ends": self.until_}
        found = {**super().columns_set(), **{name: str(day) for name, day in days.items() if day is not None}}
        for name, plain in (("interval", plain_interval), ("day", plain_day)):
            if found.get(name):
                found[name] = plain(found[name])
        return found

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer of the site."""
        plan = desk.row(_TABLE, id=getattr(self, ABOUT, None)) if getattr(self, ABOUT, None) else None
        site = self.site or (plan or {}).get("site")
        row = site_row(desk.reader, site) if site else None
        return row["customer"] if row else None

    def check(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse an invalid interval, and one longer than the clause without a reason and the customer's agreement."""
        _refuse_second(desk, row)
        if read_interval(row["interval"]) is None and row["interval"] != NEVER:
            raise BadData(N_("{value} is not an interval such as 1 month, 2 weeks, none."), field="interval",
                          value=row["interval"])  # fmt: skip
        _refuse_circle(desk, row)
        if unknown := sorted(set(self.checklists) - set(known_checklists(desk.reader))):
            raise BadData(N_("There is no checklist {name}."), field="checklists", name=unknown[0])
        some_month = named_period("2026-01")
        if row.get("day") and (some_month is None or planned_day(row["day"], some_month) is None):
            raise BadData(N_("{value} is not a day such as 15 or first-monday."), field="day", value=row["day"])
        _check_agreement(row, self._command())
        if row.get("begins") and row.get("ends") and row["ends"] < row["begins"]:
            raise BadData(N_("It cannot end before it begins."), field="until")
        begins = _this_month(desk)
        if (self.from_ and self.from_ < begins) or (self.until_ and self.until_ < begins - timedelta(days=1)):
            raise _month_is_over(desk)

    def _command(self) -> str:
        """Return the command with the plan that is edited, if one is."""
        return f"{self.verb} {getattr(self, ABOUT, '...')}"


@dataclass(frozen=True, kw_only=True)
class AddPlan(AddRecord, _Plan):
    """Plan how often a site is inspected; without a plan it is every month."""

    example = "deskctl inspection-plan add --site S-0401 --interval '2 weeks' --engineer EN1"

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row; without a day it holds from today, or from the start of a future contract."""
        row = super().new_row(desk)
        return row if row.get("begins") else {**row, "begins": str(self._first_day(desk))}

    def _first_day(self, desk: "Desk") -> date:
        today = _today(desk)
        promised = maintenance_of(desk.reader, self.customer_of(desk) or "")
        return max(today, promised[0][0]) if promised else today


@dataclass(frozen=True, kw_only=True)
class EditPlan(EditRecord, _Plan):
    """Edit a plan of inspections."""

    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    example = "deskctl inspection-plan edit IP-001 --engineer EN2"

    def after(self, desk: "Desk", before: Mapping[str, Any]) -> dict[str, Any]:
        """Refuse to change how often for months that are over; another plan may follow this one."""
        columns, month = super().after(desk, before), _this_month(desk)
        changed = {name for name, value in columns.items() if before[name] != value}
        began, ended = (before["begins"] or "") < str(month), before["ends"] and before["ends"] < str(month)
        if (began and changed & {"site", "interval", "begins", "covers"}) or (ended and "ends" in changed):
            raise Refused(
                N_("Promises for a month that is over do not change: retire {id} and add another plan."), id=self.id,
                clause=_CLAUSE, code="month_over", hint=f"deskctl inspection-plan retire {self.id} --reason",
            )  # fmt: skip
        return columns


@dataclass(frozen=True, kw_only=True)
class RetirePlan(RetireRecord):
    """Retire a plan: the site is inspected every month again."""

    noun = _NOUN
    table = _TABLE
    example = "deskctl inspection-plan retire IP-001 --reason 'as the contract says again'"

    def check_return(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse a second plan of a site, and one that covers a site whose plan covers this one."""
        restored = {**row, "retired_at": None}
        _refuse_second(desk, restored)
        _refuse_circle(desk, restored)
