"""The fields of a new ticket in the usual order of a call, and the widget of each."""

from collections.abc import Collection, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.operations.framework.base import Field
from deskctl.screens.form.field_list import NOTE, WHEN, FieldList
from deskctl.screens.form.form_fields import FieldRow
from deskctl.screens.intake.caller_picker import CallerPicker
from deskctl.widgets.inputs.choice_line import ChoiceLine

NOT_ASKED = "not_asked"
"""The choice for a customer who was not asked for a severity; the policy defines the assumed one."""

LABELS: Mapping[str, str] = {
    "contact": N_("Caller"),
    "title": N_("Symptom"),
    "severity": N_("Severity (theirs)"),
    "site": N_("Site"),
    "assets": N_("Equipment"),
    "engineer_on_site": N_("We are on site"),
    "self_attempted": N_("Tried something already"),
    "kind": N_("What it is"),
    "channel": N_("Came in by"),
    "about_ticket": N_("About which ticket"),
    "about_staff": N_("About whom"),
    "level": N_("Level (ours)"),
    "owner": N_("Who takes it"),
    "description": N_("In their words"),
    "catalog": N_("Service catalogue"),
    "occurred_at": N_("Since when"),
    NOTE: N_("Note"),
    WHEN: N_("When it was logged"),
}
"""The fields during a call with their labels; the form of `ticket open` in the palette has all fields."""

OF_COMPLAINTS = ("about_ticket", "about_staff")

_LEFT = frozenset({"engineer_on_site", "kind", "about_ticket", "level", "catalog"})
_RIGHT = frozenset({"self_attempted", "channel", "about_staff", "owner", "occurred_at"})
"""Two fields share a line if it is wide enough, so that all fields of a call are visible together."""


class CallerRow(FieldRow):
    """Asks who is calling."""

    def _widget(self) -> Widget:
        return CallerPicker(self._text, self._store)


class NumberedRow(FieldRow):
    """Asks for one of a few choices by number."""

    def _widget(self) -> Widget:
        options = self._with_not_asked([(code, choice_word(self.field.name, code)) for code in self.field.choices])
        if self.field.name != "severity" and self._text:
            options.append((self._text, self._text))
        return ChoiceLine(numbered(options), self._text)

    def _with_not_asked(self, options: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        return [*options, (NOT_ASKED, _("not asked"))] if self.field.name == "severity" else [*options]

    def offer_choices(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the choices, unless they are the same already."""
        super().offer_choices(numbered(self._with_not_asked(options)))


class AnswerRow(FieldRow):
    """Asks for yes or no; the assumed answer is visible and can be changed."""

    is_labelled = True

    def _widget(self) -> Widget:
        return ChoiceLine([("false", _("no")), ("true", _("yes"))], self._text)

    def assume(self, *, answer: bool | None) -> None:
        """Choose the assumed answer, None for no answer, unless the person has chosen another."""
        self.choose("" if answer is None else str(answer).lower())


_ROWS: Mapping[str, type[FieldRow]] = {
    "contact": CallerRow,
    "severity": NumberedRow,
    "site": NumberedRow,
    "engineer_on_site": AnswerRow,
}


def numbered(options: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return choices with numbers before their texts."""
    return [(code, f"{place} {words}") for place, (code, words) in enumerate(options, 1)]


def intake_row(field: Field, text: str, store: str) -> FieldRow:
    """Return the row of a field."""
    row = _ROWS.get(field.name, FieldRow)(field, text, store, label=_(LABELS.get(field.name, "")))
    row.display = field.name not in OF_COMPLAINTS or bool(text)
    return row.set_class(field.name in _LEFT, "-left").set_class(field.name in _RIGHT, "-right")


def intake_fields(own: Mapping[str, Field], preset: Collection[str], common: Sequence[Field]) -> list[Field]:
    """Return the fields of the screen: those of a call, then others that have a preset value."""
    asked = {**own, **{field.name: field for field in common}}
    extra = [name for name in preset if name in own and name not in LABELS]
    return [asked[name] for name in (*LABELS, *extra) if name in asked]


class CallFields(FieldList):
    """The fields of a call, of which some share a line."""

    def compose(self) -> ComposeResult:
        """Lay out the rows, two in a line where a left one is followed by a right one."""
        rows = iter(self.rows)
        for row in rows:
            if row.has_class("-left"):
                yield Horizontal(row, next(rows), classes="pair")
            else:
                yield row
