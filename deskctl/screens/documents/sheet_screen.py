"""The preview of a document from the list, with keys to export it, mail it and add the signed sheet."""

from typing import ClassVar

from textual.binding import BindingType

from deskctl.language.i18n import N_, _
from deskctl.screens.documents.document_list import DocumentEntry
from deskctl.screens.documents.document_sending import SENDING_KEYS, DocumentSending
from deskctl.screens.report.preview_screen import PreviewScreen
from deskctl.screens.session.session import Session


class SheetScreen(DocumentSending, PreviewScreen):
    """Shows a document of the list."""

    HELP_TITLE = N_("Document preview")
    CSS_PATH = "../report/preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*SENDING_KEYS]

    def __init__(self, session: Session, document: DocumentEntry, owner: str) -> None:
        super().__init__(session, f"{document.kind} {document.name}", document.words)
        self.owner = owner
        self._document = document

    @property
    def document(self) -> DocumentEntry:
        """The shown document."""
        return self._document

    @property
    def subtitle(self) -> str:
        """The keys that are named in the frame."""
        return _("p PDF  w Word  t mail  g signed  y copy  esc")
