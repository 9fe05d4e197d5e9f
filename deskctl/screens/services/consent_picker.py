"""The picker of what a customer consents to: a part, or the time of the work, which is chosen by its words."""

from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from deskctl.language.folding import fold
from deskctl.language.words.choices import choice_word
from deskctl.operations.parts.part_consents import WINDOW
from deskctl.screens.form.ref_picker import RefPicker

if TYPE_CHECKING:
    from deskctl.store.port import Reader


class ConsentPicker(RefPicker):
    """Offers the time of the work, then the parts."""

    def __init__(self, _offered: str, text: str, store: str, *, many: bool = False) -> None:
        super().__init__("part", text, store, many=many)

    @property
    def _window(self) -> str:
        return choice_word("for", WINDOW)

    def search(self, conn: "Reader", typed: str) -> RefPicker.Found:
        """Return the time of the work if the words may mean it, and the parts that fit."""
        found = super().search(conn, typed)
        if fold(typed) in fold(f"{WINDOW} {self._window}"):
            found.matches.insert(0, (WINDOW, self._window))
        return found

    def options(self, event: RefPicker.Found) -> list[Option]:
        """Return the options of the list; the time of the work is shown in words only."""
        others = super().options(event)
        return [Option(self._window, id=WINDOW) if one.id == WINDOW else one for one in others]

    def words_of(self, key: str) -> str:
        """Return the text of what was chosen."""
        return self._window if key == WINDOW else super().words_of(key)

    def id_of(self, typed: str) -> str:
        """Return the id of a part, or the code of the time of the work."""
        return WINDOW if fold(typed) == fold(self._window) else super().id_of(typed)
