"""The form that moves a visit or gives it to others; it is refused if somebody else changed the visit meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Field, build, fields_of
from deskctl.operations.framework.catalogue import find
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.session.performing import Step
from deskctl.screens.session.session import Session

_TO, _FROM = "to", "from"


class MoveForm(FormScreen):
    """Moves a visit; who goes is changed along with it."""

    HELP_TITLE = N_("Move a visit")
    CSS_PATH = ["../form/form.tcss"]  # noqa: RUF012 - Textual's own form

    def __init__(self, session: Session, preset: Mapping[str, Any], seq: int) -> None:
        self._is_moved = _FROM in preset
        super().__init__(session, "visit", "move" if self._is_moved else "assign", None, preset)
        self._seq = seq

    def _fields(self) -> list[Field]:
        found = super()._fields()
        if self._is_moved and _TO in self._preset:
            [people] = [one for one in fields_of(find("visit", "assign")) if one.name == _TO]
            found.insert(-1, people._replace(required=False))
        return found

    def guarded(self, step: Step) -> Step:
        """Return the step on the condition that nobody changed the visit since it was shown."""
        return replace(step, if_seq=str(self._seq))

    def _completed(self, values: dict[str, Any]) -> dict[str, Any]:
        self._people = values.pop(_TO, None) if self._is_moved else None
        return values

    _people: Sequence[str] | None = None

    def with_it(self, step: Step) -> Sequence[Step]:
        """Return the change of who goes, recorded with the move or not at all."""
        if self._people is None:
            return ()
        values = {"id": str(getattr(step.operation, "id", "")), _TO: self._people}
        return [Step(build(find("visit", "assign"), values), None, note=step.note)]
