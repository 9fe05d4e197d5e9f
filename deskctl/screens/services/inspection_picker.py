"""The picker of inspections, which offers also those that only the plan has."""

from typing import TYPE_CHECKING

from deskctl.language.folding import fold
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_rows
from deskctl.queries.search.choices import choices
from deskctl.screens.form.ref_picker import COUNTED, RefPicker
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.store.port import Reader

_AHEAD = 62 * 86_400
"""How far ahead promised inspections are offered: this month's and the next one's."""


class InspectionPicker(RefPicker):
    """Offers the inspections that are due, then those that are recorded."""

    def search(self, conn: "Reader", typed: str) -> RefPicker.Found:
        """Return the inspections that fit what is typed."""
        session = self.screen.session  # type: ignore[attr-defined]  # of each screen with a form
        inputs = DueInputs(conn, instant(session.now()), session.look.zone)
        promised = due_rows(inputs, DueFilter(kinds=("inspection",), within=_AHEAD))
        labels = {duty.subject: " · ".join(duty.title.split("  ")) for duty in promised}
        words = fold(typed).split()
        fitting = [
            (name, label) for name, label in labels.items() if all(word in fold(f"{name} {label}") for word in words)
        ]
        recorded = choices(conn, "inspection", typed, limit=COUNTED)
        return self.Found(typed, [*fitting, *(one for one in recorded if one[0] not in labels)][:COUNTED])
