"""A document as a mail: a mail file for a person to send, and the question before it is recorded as sent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from deskctl.errors import BadData
from deskctl.language.i18n import N_, _, translated
from deskctl.notify.envelope import AttachedFile
from deskctl.notify.mail_file import write_mail_file
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.customers.contacts import mailed_contact
from deskctl.queries.files.file_owners import file_owner
from deskctl.safe_text import one_line, visible
from deskctl.screens.documents.deskctl_process import run_command
from deskctl.screens.documents.document_list import DocumentEntry
from deskctl.screens.report.report_questions import read_question
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import Step, refusal_of
from deskctl.screens.session.store_session import reading
from deskctl.temporary_files import temporary_folder


@dataclass
class MailReady(Message):
    """The question before a document is recorded as sent, and the action to record; if None, nothing is asked."""

    text: str
    yes: str = ""
    step: Step | None = None


def read_mail(session: Session, document: DocumentEntry, owner: str) -> MailReady:
    """Write the mail of a document; an issued report is sent by the desk itself if possible. Runs in a thread."""
    with reading(session.store) as conn:
        owned = file_owner(conn, owner)
        person = mailed_contact(conn, owned.table, owned.ticket or owned.name)
    if document.words[0] == "report" and owned.ticket is not None:
        step = Step(build(find("report", "send"), {}), owned.ticket)
        if refused := refusal_of(session, step):
            raise refused.error
        asked = read_question(session, owned.ticket, "send", {})
        return MailReady(asked.text, asked.yes, step)
    if person is None:
        raise BadData(N_("No contact of the customer has a mail address."), hint="deskctl contact edit")
    contact, name, address = person
    to, title = one_line(f"{name} {address}"), one_line(f"{document.kind} {document.name}")
    path, note = _write(session, document, (name, address))
    lines = [
        *filter(None, (note,)),
        _("The mail with {document} is in {path}").format(document=title, path=visible(path)),
        _("The desk sends only reports by itself; send this mail yourself."),
        _("Did you send it to {to}?").format(to=to),
    ]
    sent = _step(document, owned.ticket, contact, f"{title} > {to}")
    return MailReady("\n".join(lines), _("I sent it"), sent) if sent else MailReady("\n".join(lines[:-1]))


def _step(document: DocumentEntry, number: int | None, contact: str, words: str) -> Step | None:
    """Return the action to record after sending: `inspection send`, a note on a ticket, or None."""
    if document.words[:2] == ("inspection", "export"):
        return Step(build(find("inspection", "send"), {"id": document.words[2], "to": contact, "how": "email"}), None)
    if number is None:
        return None
    text = _("Sent by mail: {what}").format(what=words)
    return Step(build(find("ticket", "note"), {"text": text, "public": True}), number)


def _write(session: Session, document: DocumentEntry, person: tuple[str, str]) -> tuple[str, str]:
    """Write the mail in the language of the document, in the folder of the console; return its path and a note."""
    with temporary_folder() as folder:
        output = run_command(session, _pdf(document.words, str(folder)))
        exported = json.loads(output.printed)
        made, lang = Path(exported["file"]), exported["lang"]
        file = AttachedFile(made.name, "application/pdf", made.read_bytes())
    path = Path.cwd() / f"{made.stem}.eml"
    title = one_line(f"{translated(document.title, lang)} {document.name}")
    text = translated(N_("Please find attached: {document}."), lang).format(document=title) + "\n"
    write_mail_file(path, person, title, text, (file,), session.at())
    return str(path), output.note


def _pdf(words: Sequence[str], folder: str) -> list[str]:
    return [*words, "--format", "pdf", "-o", folder, "--force", "--json"]
