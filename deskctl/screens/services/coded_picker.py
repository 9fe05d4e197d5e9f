"""A picker of records that also offers a code in place of a record, which is chosen by its words."""

from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from deskctl.language.folding import fold
from deskctl.screens.form.ref_picker import RefPicker

if TYPE_CHECKING:
    from deskctl.store.port import Reader


class CodedPicker(RefPicker):
    """Offers the words for the code first, then the records."""

    def __init__(self, kind: str, text: str, store: str, *, code: str, words: str, many: bool = False) -> None:
        super().__init__(kind, text, store, many=many)
        self._code = code
        self._words = words

    def search(self, conn: "Reader", typed: str) -> RefPicker.Found:
        """Return the code if the typed text may mean it, and the records that match."""
        found = super().search(conn, typed)
        if fold(typed) in fold(f"{self._code} {self._words}"):
            found.matches.insert(0, (self._code, self._words))
        return found

    def options(self, event: RefPicker.Found) -> list[Option]:
        """Return the options of the list; the code is shown in words only."""
        others = super().options(event)
        return [Option(self._words, id=one.id) if one.id == self._code else one for one in others]

    def words_of(self, key: str) -> str:
        """Return the text of what was chosen."""
        return self._words if key == self._code else super().words_of(key)

    def id_of(self, typed: str) -> str:
        """Return the id of a record, or the code for its words."""
        return self._code if fold(typed) == fold(self._words) else super().id_of(typed)

    def take(self, key: str) -> None:
        """Fill in the chosen record, or the words for the code alone."""
        if key != self._code:
            super().take(key)
            return
        self.write(self._words)
        self.post_message(self.Picked(self._kind, key))
