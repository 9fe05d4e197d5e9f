"""Record return visits: satisfaction, changes at the customer, delivered notices (S5.6)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import BadData, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.visit_changes import change_parts
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.queries.dispatch.planned_visits import waiting_visit
from deskctl.queries.services.notices import undelivered_notices

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_HOW = ("phone", "on_site", "email")
_ONLY_IN_HISTORY = (
    "no_changes", "not_now", "suggestions", "product_score", "after_warranty", "adjustments", "tickets",
)  # fmt: skip
"""The fields of a visit that only the history stores."""

_PLANNED = "planned"
_KINDS = (_PLANNED, "ad_hoc", "after_complaint", "after_work")


@dataclass(frozen=True, kw_only=True)
class RecordReturnVisit(Operation):
    """Record a return visit; it needs what changed at the customer's, and the undelivered notices."""

    noun = "return-visit"
    verb = "record"
    event = "return_visited"
    on_ticket = False
    other_names: ClassVar[Mapping[str, str]] = {"service_score": "score"}
    example = "deskctl return-visit record --customer CUS-02 --how phone --with P-0201 --score 4 --no-changes"

    customer: str | None = option(N_("whom"), ref="customer", required=True)
    how: str | None = option(N_("how"), choices=_HOW, required=True)
    with_: str | None = option(N_("with whom"), ref="contact", required=True)
    kind: str | None = option(N_("why"), choices=_KINDS, default=_PLANNED)
    score: int | None = option(N_("satisfaction with the service, 1 to 5"), minimum=1, maximum=5)
    product_score: int | None = option(N_("satisfaction with the product, 1 to 5"), minimum=1, maximum=5)
    changes: tuple[str, ...] = option(N_("what changed there: environment: ..., demands: ..."), default=())
    no_changes: bool | None = option(N_("nothing changed"))
    advisories: tuple[str, ...] = option(N_("the notices that were delivered"), ref="advisory", default=())
    not_now: str | None = option(N_("why notices were not delivered"), long=True)
    improvements: tuple[str, ...] = option(N_("the improvements that resulted from it"), ref="improvement", default=())
    tickets: tuple[str, ...] = option(N_("the tickets that were discussed"), ref="ticket", default=())
    suggestions: str | None = option(N_("what the customer suggests"), long=True)
    after_warranty: str | None = option(N_("what they need after the warranty"), long=True)
    adjustments: str | None = option(N_("how the service is adjusted"), long=True)

    def customer_of(self, desk: "Desk") -> str | None:  # noqa: ARG002
        """Return the customer who was visited."""
        return self.customer

    def run(self, desk: "Desk") -> None:
        """Store the visit; refuse it without an answer on changes (S5.6-3) or with undelivered notices (S5.6-2)."""
        self._require_answers(desk)
        self._settle_appointment(desk)
        row: dict[str, Any] = {
            "id": next_id(desk, "return_visit", "RV-", 3), "customer": self.customer, "at": desk.at, "how": self.how,
            "with_contact": self.with_, "kind": self.kind, "by": desk.actor,
            "advisories_delivered": _text(self.advisories), "changes_seen": _text(self.changes),
            "improvements": _text(self.improvements), "score": self.score,
        }  # fmt: skip
        desk.insert("return_visit", row)
        more: dict[str, Any] = {name: getattr(self, name) for name in _ONLY_IN_HISTORY}
        data = {
            **row,
            **{name: list(value) if isinstance(value, tuple) else value for name, value in more.items() if value},
        }
        desk.record_in_history("return_visit", row["id"], self.event, data)

    def _settle_appointment(self, desk: "Desk") -> None:
        """Warn that the planned visit counts as done, which follows from this record."""
        visit = waiting_visit(desk.reader, desk.zone, str(self.customer), desk.now)
        if visit is not None and self.kind == _PLANNED:
            desk.warn(N_("The planned visit {visit} counts as done."), visit=visit)

    def _require_answers(self, desk: "Desk") -> None:
        if not self.changes and not self.no_changes:
            raise Refused(
                N_("State what changed at {customer}, or that nothing did."), customer=self.customer, clause="S5.6-3",
                code="changes_missing", remedy=remedy_of(replace(self, no_changes=True), None),
            )  # fmt: skip
        for text in self.changes:
            if not change_parts(text)[1]:
                raise BadData(N_("{value}: write after the colon what changed."), field="changes", value=text)
        if self.changes and self.no_changes:
            raise BadData(N_("Either something changed, or nothing did."), field="no_changes")
        left = undelivered_notices(desk.reader, str(self.customer), desk.at, besides=self.advisories)
        if left and not self.not_now:
            raise Refused(
                N_("Not delivered yet to {customer}: {notices}."), customer=self.customer, notices=", ".join(left),
                clause="S5.6-2", code="notices_not_delivered",
                remedy=remedy_of(replace(self, advisories=(*self.advisories, *left)), None),
            )  # fmt: skip


def _text(items: tuple[str, ...]) -> str:
    return json.dumps(list(items), ensure_ascii=False, separators=(",", ":"))
