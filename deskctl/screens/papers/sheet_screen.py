"""The preview of a paper out of the list of papers: written as a file, mailed, its signature recorded."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens.papers.paper_list import Paper
from deskctl.screens.papers.paper_sending import SENDING_KEYS, PaperSending
from deskctl.screens.report.paper import PaperScreen
from deskctl.screens.session.session import Session


class SheetScreen(PaperSending, PaperScreen):
    """Shows a paper of the list."""

    HELP_TITLE = N_("Preview of a paper")
    CSS_PATH = "../report/paper.tcss"
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
        """The paper that is shown."""
        return self._paper

    @property
    def subtitle(self) -> str:
        """The keys."""
        return _("p PDF  w Word  t mail  g signed  y copy  esc")
