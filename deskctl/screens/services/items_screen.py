"""The base class of forms with the items of a checklist."""

from collections.abc import Sequence

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.operations.framework.base import Field
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.services.item_states import ABNORMAL, ItemState
from deskctl.screens.services.items_row import ItemsRow

ITEMS = "items_"


class ItemsScreen(FormScreen):
    """A form with a row of items; an abnormal item needs a value or a text."""

    CSS_PATH = ["../form/form.tcss", "../dispatch/assign.tcss"]  # noqa: RUF012 - Textual's own form

    def _row(self, field: Field) -> FieldRow:
        if field.name != ITEMS:
            return super()._row(field)
        return ItemsRow(field, "", self.session.store, label=_("1 normal  2 attention  3 abnormal  n the rest normal")
                        ).with_look(self.session.look)  # fmt: skip

    @property
    def items_row(self) -> ItemsRow:
        """The items."""
        return self.query_one(ItemsRow)

    def on_resize(self) -> None:
        """Redraw the items for the new width."""
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        self.items_row.redraw()

    def _changed_items(self) -> Sequence[ItemState]:
        """Return the changed items; raises `BadData` if one is abnormal without a value or a text."""
        changed = self.items_row.items.changed
        silent = next((one for one in changed if one.verdict == ABNORMAL and not one.words and not one.value), None)
        if silent is not None:
            raise BadData(N_("{item}: describe what is abnormal."), field=ITEMS, item=silent.name)
        return changed
