"""The draft of a report on disk: the unsaved texts and the stored texts that they started from."""

from collections.abc import Callable, Mapping

from deskctl.documents.reports.headed_text import PARTS
from deskctl.screens.report.report_text import ReportRead
from deskctl.screens.session.draft_file import Draft, DraftFile

_OVER = "over {}"


class ReportDraft:
    """The unsaved texts of one report; once saved, a new draft starts."""

    def __init__(self, store: str, owner: str | None, number: int) -> None:
        self._store = store
        self._draft = Draft(f"report-{number}", owner, (number,))
        self._file = DraftFile(store, self._draft)
        self._started_from: dict[str, str] = {}

    def take_over(self) -> dict[str, str]:
        """Return the texts that an earlier console left; empty if there are none."""
        left = self._file.take_over()
        texts = left.texts if left else {}
        self._started_from = {part: texts.get(_OVER.format(part), "") for part in PARTS}
        return {part: texts.get(part, "") for part in PARTS} if texts else {}

    def is_outdated(self, read: ReportRead) -> bool:
        """Return True if another text was stored after the draft that was taken over had been started."""
        return read.stored and any(
            text.strip() != self._started_from[part].strip() for part, text in read.parts.items()
        )

    def begin(self, stored: Mapping[str, str]) -> None:
        """Remember the stored texts that new ones start from."""
        self._started_from = dict(stored)

    def keep(self, texts: Mapping[str, str]) -> None:
        """Save the typed texts."""
        self.saving(texts)()

    def saving(self, texts: Mapping[str, str]) -> Callable[[], None]:
        """Return the function that saves the typed texts in a thread, unless later ones are saved already."""
        return self._file.saving({**texts, **{_OVER.format(part): text for part, text in self._started_from.items()}})

    def drop(self) -> None:
        """Delete the draft, because it was stored or discarded."""
        self._file.drop()
        self._file = DraftFile(self._store, self._draft)

    def release(self) -> None:
        """Release the draft for the next person who opens the report."""
        self._file.release()
