"""The incident report (S5.4-3): cause, method, result; written, issued in versions, sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.config.messages import message_settings
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.errors import GAP, BadData, Refused, Remedy
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.messages.recipients import mail_address_of_contact
from deskctl.queries.messages.sent_messages import thread_of_ticket
from deskctl.queries.ticket.archive import packed_archive
from deskctl.queries.ticket.reports import PARTS
from deskctl.queries.ticket.reports import draft_of as drafted

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CLAUSE = "S5.4-3"


def draft_of(desk: "Desk") -> dict[str, Any]:
    """Return the three parts of the draft; a part without text is empty."""
    return drafted(desk.reader, desk.case.number) or dict.fromkeys(PARTS, "")


@dataclass(frozen=True, kw_only=True)
class Write(Operation):
    """Write parts of the report's draft; the parts that are not named stay as they are."""

    noun = "report"
    verb = "write"
    in_editor = True
    excludes: ClassVar[Mapping[str, tuple[str, ...]]] = {"file": PARTS}
    example = "deskctl report write T-067 --cause 'index lost' --method 'rebuilt it' --result 'fast again'"

    cause: str | None = option(N_("the cause of the fault"), long=True)
    method: str | None = option(N_("how it was handled"), long=True)
    result: str | None = option(N_("the final result"), long=True)
    file: str | None = option(
        N_("a text with the three parts under their headings; - reads stdin"), stored=False, cli_only=True
    )

    def run(self, desk: "Desk") -> None:
        """Keep the draft without recording an action."""
        parts = {part: value for part in PARTS if (value := getattr(self, part)) is not None}
        if not parts:
            raise BadData(N_("{id}: this changes nothing."), id=desk.case.name, field=None)
        self._warn_of_another_author(desk, parts)
        desk.replace(
            "report_draft",
            {
                "ticket": desk.case.number,
                **draft_of(desk),
                **parts,
                "author": desk.actor,
                "changed_at": desk.now,
            },
        )

    def _warn_of_another_author(self, desk: "Desk", parts: Mapping[str, str]) -> None:
        """Warn if another author's words are replaced, and quote them."""
        row = desk.row("report_draft", ticket=desk.case.number)
        if row is None or row["author"] == desk.actor:
            return
        for part, words in parts.items():
            if row[part] and row[part] != words:
                desk.warn(
                    N_("The {part} in the draft of {author} was replaced; it was: {words}"),
                    part=part,
                    author=row["author"],
                    words=row[part],
                )


@dataclass(frozen=True, kw_only=True)
class Issue(Operation):
    """Issue the report: its three parts become an immutable version."""

    noun = "report"
    verb = "issue"
    event = "report_issued"
    needs_customer = True
    follows = ("resolved",)
    until = ("reopened",)
    example = "deskctl report issue T-067 --cause 'index lost' --method 'rebuilt it' --result 'fast again'"

    cause: str | None = option(N_("the cause of the fault; the draft's if not given"), long=True)
    method: str | None = option(N_("how it was handled; the draft's if not given"), long=True)
    result: str | None = option(N_("the final result; the draft's if not given"), long=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a report that lacks a part."""
        parts = {part: getattr(self, part) or text for part, text in draft_of(desk).items()}
        missing = [part for part in PARTS if is_blank(parts[part])]
        if missing:
            raise Refused(
                N_("The report of {ticket} lacks: {parts}."),
                ticket=desk.case.name,
                parts=", ".join(missing),
                clause=_CLAUSE,
                code="report_missing",
                remedy=Remedy(do="report.write", ticket=desk.case.name, fields=dict.fromkeys(missing, GAP)),
            )
        version = 1 + sum(fact.event == self.event for fact in desk.case.facts)
        desk.record(self.event, {"version": version, **parts})
        desk.insert(
            "report",
            {"ticket": desk.case.number, "version": version, "at": desk.at, "author": desk.actor, **parts}
            | {"archived": packed_archive(desk.reader, desk.case, at=desk.at)},
        )
        desk.remove("report_draft", ticket=desk.case.number)


@dataclass(frozen=True, kw_only=True)
class Send(Operation):
    """Send the issued report to the customer."""

    noun = "report"
    verb = "send"
    event = "feedback_sent"
    needs_customer = True
    follows = ("report_issued",)
    example = "deskctl report send T-064 --to P-0401"

    to: str | None = option(N_("to whom; the ticket's contact if not given"), ref="contact")
    by: str | None = option(
        N_("hand: a person gave, faxed or mailed it; mail: the desk mails it, by default if it can"),
        choices=("hand", "mail"),
    )

    def run(self, desk: "Desk") -> None:
        """Send it to the ticket's own contact if none is named; a mail is sent once the mail server accepted it."""
        contact = self.to or desk.case.columns["contact"]
        by_mail = self.by == "mail" or (self.by is None and message_settings().sends_mail)
        if not by_mail:
            desk.record(self.event, {"to": contact, **({"how": self.by} if self.by else {})})
            return
        version = sum(fact.event == "report_issued" for fact in desk.case.story.facts)
        queue_message(
            desk,
            OutgoingMessage(
                kind="report",
                recipient=mail_address_of_contact(desk, contact),
                ticket=desk.case.number,
                contact=contact,
                dedupe=f"report:{desk.case.name}:v{version}:{contact}:{desk.case.next_seq}",
                answers=thread_of_ticket(desk.reader, desk.case.number),
                facts={"version": version},
            ),
        )
