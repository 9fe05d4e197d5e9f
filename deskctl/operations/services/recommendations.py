"""What customers are advised to do: proposed, then agreed or declined by them, then done (S4-tuning)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.next_ids import next_id
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.models.records import record
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, EditRecord, OnRecord, RecordOperation

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NOUN = "recommendation"
_KINDS = ("tuning", "capacity", "hardware", "process")
_AREAS = ("hardware", "software", "usage")
_OVER = frozenset({"declined", "done"})


def propose(desk: "Desk", columns: Mapping[str, Any]) -> str:
    """Add a recommendation with these columns, and return its id."""
    row = {**record(_NOUN).blank(), **columns, ABOUT: next_id(desk, _NOUN, "RC-", 3), "proposed_at": desk.at}
    desk.insert(_NOUN, row)
    values = {name: value for name, value in row.items() if value is not None}
    desk.record_in_history(_NOUN, row[ABOUT], "recommendation_added", values)
    return str(row[ABOUT])


@dataclass(frozen=True, kw_only=True)
class _Recommendation(RecordOperation):
    """The columns of a recommendation."""

    noun = _NOUN
    first_id = "RC-001"
    needed: ClassVar[tuple[str, ...]] = ("customer", "kind", "text")
    initial: ClassVar[Mapping[str, Any]] = {"state": "proposed"}

    customer: str | None = option(N_("whom"), ref="customer")
    asset: str | None = option(N_("on which equipment"), ref="asset")
    area: str | None = option(N_("hardware, software or usage"), choices=_AREAS)
    kind: str | None = option(N_("what it is"), choices=_KINDS)
    text: str | None = option(N_("the advice"), long=True)
    cost: float | None = option(N_("what it costs the customer"), minimum=0, maximum=1e12)
    due: date | None = option(N_("by when"), coming=True)


@dataclass(frozen=True, kw_only=True)
class AddRecommendation(AddRecord, _Recommendation):
    """Add a recommendation: what a customer is advised to do."""

    event = "recommendation_added"
    example = "deskctl recommendation add --customer CUS-04 --kind capacity --text 'add 16 GB of memory' --cost 1800"

    def run(self, desk: "Desk") -> None:
        """Add the recommendation, proposed now."""
        propose(desk, {**self.defaults(desk.reader), **self.columns_set()})


@dataclass(frozen=True, kw_only=True)
class EditRecommendation(EditRecord, _Recommendation):
    """Edit a recommendation: its text, its cost, its date."""

    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    example = "deskctl recommendation edit RC-001 --due 2026-12-20"


@dataclass(frozen=True, kw_only=True)
class _StateChange(OnRecord, RecordOperation):
    """An action that moves a recommendation to another state."""

    noun = _NOUN
    state: ClassVar[str]

    def run(self, desk: "Desk") -> None:
        """Change the state; refuse a recommendation that is over."""
        row = self.row(desk)
        if row["state"] in _OVER:
            raise Refused(
                N_("{id} is over already."), id=self.id, code="order", hint=f"deskctl recommendation show {self.id}"
            )
        contact = getattr(self, "by_contact", None)
        words = getattr(self, "result", None) or getattr(self, "reason", None)
        data = {"by_contact": contact, "words": words}
        kept = {name: value for name, value in data.items() if value}
        self.save(desk, {"state": self.state, **({"agreed_by": contact} if contact else {})}, kept)


@dataclass(frozen=True, kw_only=True)
class AgreeRecommendation(_StateChange):
    """Record that the customer agrees to a recommendation."""

    verb = "agree"
    event = "recommendation_agreed"
    state = "agreed"
    example = "deskctl recommendation agree RC-001 --by-contact P-0401"

    by_contact: str | None = option(N_("who agreed"), ref="contact", required=True)


@dataclass(frozen=True, kw_only=True)
class DeclineRecommendation(_StateChange):
    """Record that the customer declines a recommendation; the customer's answer is required."""

    verb = "decline"
    event = "recommendation_declined"
    state = "declined"
    example = "deskctl recommendation decline RC-001 --by-contact P-0401 --reason 'next year'"

    by_contact: str | None = option(N_("who declined"), ref="contact", required=True)
    reason: str | None = option(N_("why"), long=True)


@dataclass(frozen=True, kw_only=True)
class FinishRecommendation(_StateChange):
    """Record that a recommendation was carried out."""

    verb = "done"
    event = "recommendation_done"
    state = "done"
    example = "deskctl recommendation done RC-001 --result '16 GB added'"

    result: str | None = option(N_("the outcome"), long=True)
