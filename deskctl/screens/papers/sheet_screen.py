"""The preview of a document from the list, with keys to export it, mail it and add the signed sheet."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens.papers.paper_list import Paper
from deskctl.screens.papers.paper_sending import SENDING_KEYS, PaperSending
from deskctl.screens.report.preview_screen import PreviewScreen
from deskctl.screens.session.session import Session


class SheetScreen(PaperSending, PreviewScreen):
    """Shows a document of the list."""

    HELP_TITLE = N_("Document preview")
    CSS_PATH = "../report/preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write('docx')", N_("Word"), show=False, id="paper.word"),
        *SENDING_KEYS,
    ]

    def __init__(self, session: Session, paper: Paper, owner: str) -> None:
        super().__init__(session, f"{paper.kind} {paper.name}", paper.words)
        self.owner = owner
        self._paper = paper

    @property
    def paper(self) -> Paper:
        """The shown document."""
        return self._paper

    @property
    def subtitle(self) -> str:
        """The keys that are named in the frame."""
        return _("p PDF  w Word  t mail  g signed  y copy  esc")
