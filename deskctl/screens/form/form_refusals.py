"""Why an action was not recorded, shown at its field or below the fields, with the key of what must be done first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widgets import Label

from deskctl.language.i18n import _
from deskctl.screens import keys
from deskctl.screens.actions.remedy_form import RemedyForm, remedy_form, remedy_text
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.session.step_runner import NotPerformed, failure_lines
from deskctl.sla.gates import OVERRIDE
from deskctl.widgets.panes.key_bar import Key

if TYPE_CHECKING:
    from textual.screen import Screen

    from deskctl.errors import DeskError
    from deskctl.screens.form.field_list import FieldList
    from deskctl.screens.session.session import Session

    class _Base(Screen[Any]):
        """What each form defines."""

        session: Session

        @property
        def fields(self) -> FieldList:
            """The fields."""
            ...

        def asks_about(self, failed: NotPerformed) -> bool:
            """Return True if the refusal is due to changes by others, and ask about them."""
            ...

        def show_keys(self) -> None:
            """Show the keys of the form."""

        def action_save(self) -> None:
            """Record the action."""
else:
    _Base = object


class RefusalPane(Vertical):
    """Shows a refusal; hidden if there is none."""

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines given as style and text; no lines hide the pane."""
        self.remove_children()
        self.mount_all(Label(text, markup=False, classes=f"-{style}") for style, text in lines)
        self.set_class(bool(lines), "-shown")
        self.screen.set_class(bool(lines), "-refused")


class FormRefusals(_Base):
    """Shows refusals, and opens the form of the remedy that the last one suggests."""

    remedy: RemedyForm | None = None

    @property
    def remedy_keys(self) -> Sequence[Key]:
        """The key that opens the remedy, if there is one."""
        return (Key("ctrl+n", keys.REMEDY.description, "remedy", always=True),) if self.remedy else ()

    def show_refusal(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show lines given as style and text below the fields; no lines hide the pane."""
        self.query_one(RefusalPane).show(lines)

    def show_at_field(self, error: "DeskError") -> None:
        """Show an error at its field, or below the fields if it names none of them."""
        if not self.fields.show_at_field(error):
            self.show_refusal([("sentence", error.text(_))])

    def on_not_performed(self, failed: NotPerformed) -> None:
        """Show why the action was not recorded."""
        if self.asks_about(failed):
            return
        self.remedy = remedy_form(failed.error.remedy)
        words = remedy_text(failed.error.remedy, self.remedy, failed.who, failed.tried)
        if "field" in failed.error.values:
            self.show_at_field(failed.error)
            if words:
                self.show_refusal([("hint", words)])
        else:
            for row in self.query(FieldRow):
                row.display = row.display or (row.field.name == OVERRIDE and failed.error.clause is not None)
            self.show_refusal(failure_lines(failed, words))
        self.show_keys()

    def action_remedy(self) -> None:
        """Open the form of the remedy that a refusal suggests; once that is recorded, try this form again."""
        from deskctl.screens.form.form_screen import FormScreen

        remedy = self.remedy
        if remedy is None:
            return
        if remedy.noun == "report":
            self.dismiss(remedy)
            return
        form = FormScreen(self.session, remedy.noun, remedy.verb, remedy.number, remedy.preset)
        self.app.push_screen(form, lambda done: self.action_save() if done is not None else None)
