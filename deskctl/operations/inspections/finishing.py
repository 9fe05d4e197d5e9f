"""The end of an inspection: done, signed, its report sent (S4-inspection)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.fields import option
from deskctl.operations.inspections.appointments import refuse_done
from deskctl.operations.inspections.inspection_record import OnInspection, item_name, items_of, missing
from deskctl.policy_file.checklists import GROUPS
from deskctl.queries.services.site_checklists import lists_at
from deskctl.sla.facts import instant
from deskctl.store.facts.people import LEAD, TECHNICAL, person

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CONTENT = "S4-inspection.content"


@dataclass(frozen=True, kw_only=True)
class DoneInspection(OnInspection):
    """Record that an inspection was done; required items must have a value, and abnormal ones must be handled."""

    verb = "done"
    event = "inspected"
    example = "deskctl inspection done IN-2026-11-CUS-04 --override 'the room was locked' --actor LE1"

    from_: datetime | None = option(N_("on site since"))
    to: datetime | None = option(N_("on site until"))
    by: str | None = option(N_("who carried it out; you, if nobody is named"), ref="staff")
    override: str | None = option(N_("why items are missing: the lead's reason"), long=True)

    def run(self, desk: "Desk") -> None:
        """Refuse what S4-inspection.content forbids; store who did it and when."""
        row = self.inspection_row(desk)
        refuse_done(row)
        self._refuse_untechnical(desk)
        self._refuse_open_findings(desk, row)
        lacking = tuple(missing(desk, row))
        if lacking and not self.override:
            items = ", ".join(choice_word("group", one) for one in lacking)
            raise Refused(
                N_("{id}: not looked at yet: {items}."), id=self.id, items=items, clause=_CONTENT,
                code="inspection_incomplete", remedy=_look_at(str(self.id), lacking[0]),
            )  # fmt: skip
        begin, end = (None if at is None else instant(at) for at in (self.from_, self.to))
        if (begin is not None and end is not None and end < begin) or (end is not None and end > desk.now):
            raise Refused(N_("The times on site must be in order and not in the future."), code="order")
        lists = [f"{one.id}/{one.version}" for one in lists_at(desk.reader, row["site"], row["period"]).values()]
        data: dict[str, Any] = {"by": self.by or desk.actor, "checklists": lists, "override": self.override}
        since = begin if begin is not None else row["engineer_on_site_from"]
        self.keep(
            desk, self.event, data, done_at=desk.at, done_by=self.by or desk.actor, engineer_on_site_from=since,
            engineer_on_site_to=end if end is not None or since is None else max(desk.at, since),
        )  # fmt: skip

    def _refuse_untechnical(self, desk: "Desk") -> None:
        who = person(desk.reader, self.by) if self.by else None
        if who is not None and TECHNICAL.isdisjoint(who.roles):
            raise Refused(
                N_("{name} does not do technical work."), name=who.name, clause="S4-inspection",
                code="not_yours", hint="deskctl staff list",
            )  # fmt: skip
        if self.override and LEAD not in desk.acting.roles:
            raise Refused(
                N_("Only the lead may finish it with items missing."), clause=_CONTENT, code="not_yours",
                remedy=_look_at(str(self.id), GAP),
            )  # fmt: skip

    def _refuse_open_findings(self, desk: "Desk", row: dict[str, Any]) -> None:
        for one in items_of(row):
            if one["verdict"] == "abnormal" and not (one.get("ticket") or one.get("handled")):
                raise Refused(
                    N_("{id}: {item} is abnormal, and nobody decided what happens with it."), id=self.id,
                    item=item_name(desk, one),
                    clause=_CONTENT, code="finding_open",
                    remedy=Remedy(
                        "inspection.finding", about="id",
                        fields={"id": self.id, "item": one["item"], "open_ticket": True},
                    ),
                )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sign(OnInspection):
    """Record that the customer signed an inspection."""

    verb = "sign"
    event = "inspection_signed"
    example = "deskctl inspection sign IN-2026-11-CUS-02 --by-contact P-0201 --how ink"

    by_contact: str | None = option(N_("who signed"), ref="contact", required=True)
    how: str | None = option(N_("how"), choices=("ink", "phone", "email"), default="ink")

    def run(self, desk: "Desk") -> None:
        """Refuse an inspection that was not done."""
        self.require_done(desk)
        self.keep(desk, self.event, {"by_contact": self.by_contact, "how": self.how}, signed_by=self.by_contact)


@dataclass(frozen=True, kw_only=True)
class SendInspectionReport(OnInspection):
    """Record that the report of an inspection was given to the customer."""

    verb = "send"
    event = "inspection_report_sent"
    example = "deskctl inspection send IN-2026-11-CUS-02 --to P-0201 --how email"

    to: str | None = option(N_("to whom"), ref="contact", required=True)
    how: str | None = option(N_("how"), choices=("email", "in_person", "fax"), default="email")

    def run(self, desk: "Desk") -> None:
        """Refuse an inspection that was not done."""
        self.require_done(desk)
        self.keep(desk, self.event, {"to": self.to, "how": self.how})


def _look_at(inspection: str, item: str) -> Remedy:
    """Return the remedy that records a missing item, or any item of a group without one."""
    named = {"item": GAP, "group": item} if item in GROUPS else {"item": item}
    return Remedy("inspection.record", fields={"id": inspection, **named, "value": GAP}, about="id")
