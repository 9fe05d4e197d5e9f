"""The questions before a report is issued and before it is sent; the default answer is No."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

from deskctl.config import settings
from deskctl.config.messages import message_settings
from deskctl.documents.reports.headed_text import PARTS
from deskctl.documents.reports.public_texts import has_internal_words
from deskctl.errors import listed
from deskctl.language.i18n import _, language
from deskctl.language.words import EVENTS, word
from deskctl.language.words.choices import choice_word
from deskctl.names import ticket_name
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.queries.customers.contacts import contact_name_and_mail
from deskctl.queries.customers.customers import customer_language
from deskctl.queries.ticket.full_ticket import show_ticket
from deskctl.queries.ticket.history import actions_in_force, history, published
from deskctl.queries.ticket.reports import issued_report
from deskctl.safe_text import one_line
from deskctl.screens.actions.remedy_form import remedy_form
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.report.issue_screen import IssueScreen
from deskctl.screens.session.jobs import OPENS, in_background
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Step, failure_lines, refusal_of
from deskctl.screens.session.store_session import reading
from deskctl.widgets.style.times import span

if TYPE_CHECKING:
    from deskctl.screens.base_screen import BaseScreen as _Base
    from deskctl.store.port import Reader
else:
    _Base = object

_MOST, _NOUN = 3, "report"


@dataclass
class Question(Message):
    """The question before a report is issued or sent."""

    verb: str
    values: Mapping[str, str]
    text: str
    yes: str
    """The text of the button that confirms; unused by the question before issuing."""


class ReportQuestions(_Base):
    """A mixin of the report screen that asks before a report is issued or sent."""

    def take(self, verb: str, values: Mapping[str, str]) -> None:
        """Record the operation."""

    def issue(self, values: Mapping[str, str], *, send: bool) -> None:
        """Issue the report; with `send`, ask afterwards whether to send it."""

    def ask(self, verb: str, values: Mapping[str, str]) -> None:
        """Ask whether to issue or send the report."""
        session, number = self.session, self.number
        if number is not None:
            step = Step(build(find(_NOUN, verb), dict(values)), number)
            in_background(
                self,
                lambda: refusal_of(session, step) or read_question(session, number, verb, values),
                "question",
                name=OPENS,
            )

    def refuse(self, failed: NotPerformed) -> None:
        """Show why nothing was recorded, and offer the form of what must be recorded first."""
        way = remedy_form(failed.error.remedy)
        words = "\n".join(text for _style, text in failure_lines(failed, way.first if way else ""))
        if way is None or way.noun == _NOUN:
            self.app.notify(words, severity="error", markup=False, timeout=10)
            return
        form = FormScreen(self.session, way.noun, way.verb, way.number, way.preset)

        def open_form(yes: bool | None) -> None:
            if yes:
                self.app.push_screen(form, lambda done: self.reload() if done is not None else None)

        self.app.push_screen(ConfirmScreen(words, way.name), open_form)

    def on_question(self, question: Question) -> None:
        """Ask the question; only Yes records the operation."""
        if question.verb == "issue" and self.number is not None:
            issue = IssueScreen(self.session, self.number, question.text)
            self.app.push_screen(issue, lambda yes: self.issue(question.values, send=issue.sends) if yes else None)
            return
        screen = ConfirmScreen(question.text, question.yes)
        self.app.push_screen(screen, lambda yes: self.take(question.verb, question.values) if yes else None)

    def action_word(self, verb: str) -> None:
        """Record whether the customer is satisfied."""
        self.action_operate("feedback", verb)


def read_question(session: Session, number: int, verb: str, values: Mapping[str, str]) -> Question:
    """Read the text of the question before a report is issued or sent; runs in a thread."""
    with reading(session.store) as conn:
        record = show_ticket(conn, number, at=session.at())
        name, mail = contact_name_and_mail(conn, record.get("contact"))
        issued = issued_report(conn, number)
        to = _recipient(name, mail)
        if verb == "issue":
            lines = _before_issuing(conn, record, number, to, values)
            return Question(verb, values, "\n".join(lines), "")
        lines = _before_sending(session, conn, number, to, issued.version if issued else None)
        return Question(verb, values, "\n".join(lines), _("Send") if message_settings().sends_mail else _("I sent it"))


def _recipient(name: str | None, mail: str | None) -> str:
    """Return the text of the recipient; it mentions a missing contact or mail address."""
    if name is None and mail is None:
        return _("nobody: the ticket has no contact")
    if not mail:
        return _("{name} (no mail address on record)").format(name=one_line(name or ""))
    return " ".join(one_line(part) for part in (name, mail) if part)


def _before_issuing(
    conn: "Reader", record: Mapping[str, Any], number: int, to: str, values: Mapping[str, str]
) -> list[str]:
    steps, reports = history(conn, number), record["reports"]
    public = published(steps)
    internal = sum(has_internal_words(step, is_public=step.seq in public) for step in actions_in_force(steps))
    late = [one for one in record["actions"] if one["late_by"] and not one["taken_back_by"]]
    lang = customer_language(conn, record.get("customer")) or language()
    lines = [
        _("Issue the report of {ticket}, version {n}? It cannot be changed afterwards.").format(
            ticket=ticket_name(number), n=len(reports) + 1
        ),
        _("To: {to}").format(to=to),
        _("Language: {language}").format(language=choice_word("lang", lang)),
        _against_the_last(reports, values),
        _("Internal texts that are not printed: {n} (m shows them)").format(n=internal),
    ]
    for one in late[:_MOST]:
        entered = _("! {event}: entered {time} later").format(
            event=word(EVENTS, one["event"]), time=span(int(one["late_by"]))
        )
        lines.append(entered)
    if not settings().get("firm", {}).get("name"):
        lines.append(_("! no letterhead: Settings, firm"))
    return lines


def _against_the_last(reports: Sequence[Mapping[str, Any]], values: Mapping[str, str]) -> str:
    """Return the text of which parts differ from the last version."""
    if not reports:
        return _("This is the first version.")
    last = reports[-1]
    changed = [_(words) for part, words in PARTS.items() if values.get(part, "").strip() != str(last[part]).strip()]
    if not changed:
        return _("The text is that of version {n}.").format(n=last["version"])
    return _("Different from version {n}: {parts}").format(n=last["version"], parts=listed(changed, _))


def _before_sending(session: Session, conn: "Reader", number: int, to: str, version: int | None) -> list[str]:
    """Return the lines of the question; without a mail server, write a mail file for a person to send."""
    if version is None:
        return [_("Send the report of {ticket} to {to}?").format(ticket=ticket_name(number), to=to)]
    first = _("Send version {n} of the report of {ticket} to {to}?")
    if message_settings().sends_mail:
        return [first.format(n=version, ticket=ticket_name(number), to=to)]
    from deskctl.screens.report.report_mail import write_mail

    path = write_mail(conn, number, version, session.at(), Path.cwd())
    return [
        _("The desk has no mail server and sends nothing by itself."),
        *([_("The mail with the report is in {path}").format(path=path)] if path else []),
        _("Did you send version {n} to {to}?").format(n=version, to=to),
    ]
