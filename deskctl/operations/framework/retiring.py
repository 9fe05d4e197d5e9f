"""The base class of operations that retire a record, which keeps its history, or restore it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, OnRecord, RecordOperation
from deskctl.operations.framework.values import missing

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class RetireRecord(OnRecord, RecordOperation):
    """Stop offering a record; its history stays."""

    verb = "retire"

    reason: str | None = option(N_("why"), long=True)
    undo: bool | None = option(N_("offer it again"), stored=False)

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the reason, unless the record is restored."""
        return () if "undo" in texts else ("reason",)

    def run(self, desk: "Desk") -> None:
        """Retire it, or restore it."""
        row = self.row(desk)
        if self.undo:
            self._restore(desk, row)
            return
        if row["retired_at"] is not None:
            raise Refused(N_("{id} is retired already."), id=self.id, code="order", remedy=self._remedy(undo=True))
        if not self.reason:
            raise missing("reason")
        self.check_retirement(desk, row)
        self.save(desk, {}, self.data(), "retired")
        self.hand_over(desk)
        desk.update(self.kept_in(), {ABOUT: self.id}, {"retired_at": desk.at})

    def _restore(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        if row["retired_at"] is None:
            raise Refused(N_("{id} is not retired."), id=self.id, code="order", hint=f"deskctl {self.noun} list")
        if row.get("merged_into"):
            raise Refused(
                N_("{id} was merged into {into}, which takes its place."),
                id=self.id,
                into=row["merged_into"],
                code="retired",
                hint=f"deskctl {self.noun} show {row['merged_into']}",
            )
        self.check_return(desk, row)
        self.save(desk, {"retired_at": None}, self.data(), "taken_up_again")

    def check_retirement(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse to retire a record that is still needed; subclasses define when."""

    def check_return(self, desk: "Desk", row: Mapping[str, Any]) -> None:
        """Refuse to restore a record in whose place there is another one; subclasses define when."""

    def hand_over(self, desk: "Desk") -> None:
        """Pass on what others must take over from the record; nothing by default."""

    def _remedy(self, **fields: Any) -> Remedy:
        return Remedy(do=f"{self.noun}.retire", fields={ABOUT: self.id, **fields}, about=ABOUT)
