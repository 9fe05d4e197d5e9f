"""What is typed into a form: kept on disk while it is typed, parked when the form is left."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deskctl.screens.session.typed_draft import Draft, TypedDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.screens.session.session import Session


class FormDraft:
    """The text of one form; `texts` is what an earlier console or an earlier visit left of it.

    `seen` is the last action of each ticket or record when it was first opened, for as long as it is parked too.
    """

    def __init__(self, session: "Session", about: str, numbers: "Sequence[int]", left: Draft | None) -> None:
        self.started = (left.started if left else 0) or session.at()
        new = Draft(about, session.actor, tuple(numbers), self.started)
        self._file = TypedDraft(session.store, new)
        is_left = left is not None and self._file.resume(left)
        self.texts: Mapping[str, str] = left.texts if left and is_left else {}
        self.seen: dict[str, int] = dict(left.seen) if left and is_left else {}

    def find_again(self) -> bool:
        """Take the texts that a console of this person left when it ended; False if there are none."""
        self.texts = self.texts or self._file.take_over()
        return bool(self.texts)

    def keep(self, texts: Mapping[str, str], *, parked: bool = False) -> None:
        """Save the texts."""
        self._file.keep(texts, self.seen, parked=parked)

    def drop(self) -> None:
        """Delete the texts: they were recorded."""
        self._file.drop()

    def let_go(self) -> None:
        """Keep the texts for the next person who goes on with them."""
        self._file.let_go()
