"""The draft of a form: saved to disk while somebody types, and parked when the form is closed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskctl.screens.session.draft_file import Draft, DraftFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from deskctl.screens.session.session import Session


class FormDraft:
    """The draft of one form; `texts` are those of an earlier console, or of an earlier use of the form.

    `seen` is the last action of each ticket or record when the form was first opened; it is saved with the draft.
    """

    def __init__(self, session: "Session", about: str, numbers: "Sequence[int]", left: Draft | None) -> None:
        self.started = session.at()
        self.texts: Mapping[str, str] = {}
        self.seen: dict[str, int] = {}
        self._file = DraftFile(session.store, Draft(about, session.actor, tuple(numbers), self.started))
        if left is not None and self._file.resume(left):
            self._continue(left)

    def take_over(self) -> bool:
        """Load the draft that an earlier console of this person left; False if there is none."""
        left = None if self.texts else self._file.take_over()
        if left is not None:
            self._continue(left)
        return bool(self.texts)

    def _continue(self, left: Draft) -> None:
        self.started = left.started or self.started
        self.texts, self.seen = left.texts, dict(left.seen)

    def keep(self, texts: Mapping[str, str], *, parked: bool = False) -> None:
        """Save the texts."""
        self._file.keep(texts, self.seen, parked=parked)

    def saving(self, texts: Mapping[str, str]) -> "Callable[[], None]":
        """Return the function that saves the texts in a thread, unless later ones are saved already."""
        return self._file.saving(texts, self.seen)

    def drop(self) -> None:
        """Delete the texts: they were recorded."""
        self._file.drop()

    def release(self) -> None:
        """Release the file, so that the form can be continued from it later."""
        self._file.release()
