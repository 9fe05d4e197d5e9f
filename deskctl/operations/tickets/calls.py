"""Contact with the customer: calls and notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.language.words.choices import DIRECTIONS
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import missing

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class LogCall(Operation):
    """Log a call with the customer."""

    noun = "call"
    verb = "log"
    event = "contact"
    offline = True
    example = "deskctl call log T-068 --minutes 6 --direction out --summary 'sent the manual, will try on Monday'"

    minutes: int | None = option(N_("how long, in minutes"), minimum=0, maximum=1440)
    direction: str | None = option(N_("who called whom"), choices=DIRECTIONS)
    summary: str | None = option(N_("what was said"), long=True)
    public: bool | None = option(N_("the customer may read it; internal otherwise"))


@dataclass(frozen=True, kw_only=True)
class Note(Operation):
    """Add a note to the log."""

    noun = "ticket"
    verb = "note"
    event = "contact"
    offline = True
    example = "deskctl ticket note T-066 --text 'told the customer: the part comes on Tuesday'"

    text: str | None = option(N_("the text"), long=True, stored=False)
    public: bool | None = option(N_("the customer may read it; internal otherwise"))

    @classmethod
    def required_with(cls, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Return the text, unless it is in the note for the log."""
        return () if "note_" in texts else ("text",)

    def run(self, desk: "Desk") -> None:
        """Refuse an empty note."""
        words = self.text or desk.note
        if not words.strip():
            raise missing("text")
        desk.record(self.event, self.data(), note=words)
