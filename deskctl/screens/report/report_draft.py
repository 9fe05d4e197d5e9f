"""What is typed of a ticket's report before it is stored, kept on the disk with what stood there when it was begun."""

from collections.abc import Mapping

from deskctl.screens.report.report_text import PARTS, ReportRead
from deskctl.screens.session.typed_draft import TypedDraft

_OVER = "over {}"


class ReportDraft:
    """The unsaved texts of one report; once they are stored, the next ones begin again."""

    def __init__(self, store: str, number: int) -> None:
        self._store = store
        self._about = f"report-{number}"
        self._typed = TypedDraft(store, self._about)
        self._over: dict[str, str] = {}

    def take_over(self) -> dict[str, str]:
        """Return what a console left behind when it ended; nothing where none did."""
        texts = self._typed.take_over()
        self._over = {part: texts.get(_OVER.format(part), "") for part in PARTS}
        return {part: texts.get(part, "") for part in PARTS} if texts else {}

    def is_outdated(self, read: ReportRead) -> bool:
        """Return whether another text was stored since the one that was taken over was begun."""
        return read.stored and any(text.strip() != self._over[part].strip() for part, text in read.parts.items())

    def begin(self, stored: Mapping[str, str]) -> None:
        """Remember what is stored while the next texts are typed."""
        self._over = dict(stored)

    def keep(self, texts: Mapping[str, str]) -> None:
        """Write what is typed so far."""
        self._typed.keep({**texts, **{_OVER.format(part): text for part, text in self._over.items()}})

    def drop(self) -> None:
        """Drop what was typed: it is stored, or nobody wants it."""
        self._typed.drop()
        self._typed = TypedDraft(self._store, self._about)

    def let_go(self) -> None:
        """Leave what is typed to whoever opens the report next."""
        self._typed.let_go()
