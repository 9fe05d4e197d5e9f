"""The documents of a due row without a ticket, the signature on an inspection report, and the order of documents."""

from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from keyboard import Hands, listed

from deskctl.errors import DeskError
from deskctl.language.i18n import use_language
from deskctl.screens.documents import document_mail
from deskctl.screens.documents.deskctl_process import output_of
from deskctl.screens.documents.document_list import DocumentEntry, read_documents
from deskctl.screens.documents.documents_screen import DocumentsScreen, document_line
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.jobs import error_text
from deskctl.screens.today.due_screen import DueScreen
from deskctl.widgets.panes.line_list import LineList


async def test_documents_of_a_due_inspection_can_be_signed(desk: str, app_on: Any, until: Any) -> None:
    """P on a due inspection lists the documents of the customer, and g on a report opens the form of its signature."""
    app = app_on(desk, actor="MG1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.push_screen(DueScreen(app.session))
        hands.type_ahead("1")
        await hands.see(lambda: isinstance(app.screen, DueScreen) and "Inspection" in listed(app))
        hands.type_ahead("P")
        await hands.see(lambda: isinstance(app.screen, DocumentsScreen) and "Inspection report" in listed(app))
        lines = app.screen.query_one(LineList)
        lines.move_to(next(place for place, line in enumerate(listed(app).splitlines()) if "n report" in line))
        hands.type_ahead("g")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.operation.noun == "inspection")
        assert app.screen.operation.verb == "sign"
        await hands.see(lambda: hands.field("id").value.startswith("IN-"))


def test_missing_mail_address_names_the_operation(desk: str, app_on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal to mail a document without an address names the operation that enters the address."""
    monkeypatch.setattr(document_mail, "mailed_contact", lambda *_args: None)
    document = DocumentEntry(
        "Inspection report", "IN-2026-11-CUS-01", words=("inspection", "export", "IN-2026-11-CUS-01")
    )
    with pytest.raises(DeskError) as refused:
        document_mail.read_mail(app_on(desk).session, document, "CUS-01")
    assert "Edit a contact" in error_text(refused.value)


def test_kind_of_a_document_is_never_cut(desk: str, app_on: Any) -> None:
    """In both languages only the name of a document is cut, never its kind."""
    for lang in ("zh", "en"):
        use_language(lang)
        for document in read_documents(app_on(desk, lang=lang).session, "CUS-03").documents:
            assert document.kind in "".join(piece.text for piece in document_line(document, 60))


@pytest.mark.parametrize(("actor", "name"), [("SE1", "褚样"), ("EN1", "郑样")])
def test_own_service_sheet_comes_first(desk: str, app_on: Any, take: Any, actor: str, name: str) -> None:
    """Each of two engineers on a ticket gets the own service sheet first."""
    take(desk, "visit.depart", 70, actor="EN1")
    documents = read_documents(app_on(desk, actor=actor).session, "T-070").documents
    assert [name in document.name for document in documents if document.visit] == [True, False]


def test_documents_are_in_the_language_of_the_customer(desk: str, app_on: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that the console writes is in the customer's language, whatever the language of the console."""
    monkeypatch.setenv("DESKCTL_LANG", "en")
    words = ("report", "export", "T-066", "--format", "md", "-o", "-")
    assert "# 故障报告" in output_of(app_on(desk).session, words).decode()


def test_mail_of_a_document_is_in_the_language_of_the_customer(
    desk: str, app_on: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail file that an English console writes to a Chinese customer has Chinese words."""
    monkeypatch.chdir(tmp_path)
    session = app_on(desk, lang="en").session
    document = next(one for one in read_documents(session, "CUS-03").documents if one.words[0] == "month")
    document_mail.read_mail(session, document, "CUS-03")
    [file] = tmp_path.glob("*.eml")
    written = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert written["Subject"] == f"月报 {document.name}"
    [text] = [part.get_content() for part in written.walk() if part.get_content_type() == "text/plain"]
    assert text.strip() == f"附件为：月报 {document.name}，请查收。"
