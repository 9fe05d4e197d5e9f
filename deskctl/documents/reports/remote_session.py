"""The record of a remote session (S5.2-2): who allowed it, how long it lasted, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import listed
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Blank,
    Document,
    Facts,
    Signatures,
    Words,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.ticket_parts import customer_facts, equipment, permissions, timeline, words_of
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _, language

if TYPE_CHECKING:
    from deskctl.documents.model.archived_ticket import Told
    from deskctl.queries.ticket.full_ticket import ActionRow

_ANSWERS = ("remote_consent", "remote_refused")
_START, _END = "remote_started", "remote_ended"


@dataclass(frozen=True, slots=True)
class Session:
    """A session or a refusal: the customer's last answer before it, and the steps in it."""

    number: int
    answer: ActionRow | None
    start: ActionRow | None
    end: ActionRow | None


def sessions_of(told: Told) -> list[Session]:
    """List the sessions of a ticket in order; a refusal is one that did not come about."""
    found: list[Session] = []
    answer: ActionRow | None = None
    for step in told.all(*_ANSWERS, _START, _END):
        if step.event in _ANSWERS:
            answer = step
        if step.event in {_START, "remote_refused"}:
            found.append(Session(len(found) + 1, answer, step if step.event == _START else None, None))
        elif step.event == _END and found and found[-1].start and found[-1].end is None:
            found[-1] = Session(found[-1].number, found[-1].answer, found[-1].start, step)
    return found


def chosen_session(told: Told, number: int | None) -> Session:
    """Choose a session by its number, the last where none is named; raises `NotFound`."""
    found = sessions_of(told)
    for session in reversed(found):
        if number in {None, session.number}:
            return session
    known = ", ".join(str(session.number) for session in found)
    raise NotFound(
        N_("{ticket} has no such remote session; its sessions are: {known}."), ticket=told.name, known=known or "-"
    )


def remote_session_record(told: Told, session: Session) -> Document:
    """Describe the record of a session."""
    contact = told.kept["contact"] or {}
    start, end = session.start, session.end
    during = [step for step in told.standing if start and end and start.at <= step.at <= end.at]
    return Document(
        name="remote-session",
        title=_("Remote session record"),
        number=f"{told.name}-V{session.number}",
        subject=told.ticket["title"],
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Overview"), facts((_("Ticket"), told.name), *customer_facts(told)), equipment(told)),
            section(
                _("Permission"),
                permissions(told, [session.answer] if session.answer else []),
                Words(words_of(session.answer) if session.answer else ""),
            ),
            section(_("Session"), _session(told, session)),
            section(_("What was done"), Words(words_of(end) if end else ""), timeline(told, during)),
            section(_("Result"), _result(told, session)),
            section(
                _("Signatures"),
                Signatures(
                    (
                        Blank(_("Engineer"), told.person(start.actor if start else told.ticket["owner"])),
                        Blank(_("Customer"), str(contact.get("name") or "")),
                    )
                ),
            ),
        ),
    )


def _session(told: Told, session: Session) -> Facts:
    start, end = session.start, session.end
    if start is None:
        return facts((_("State"), _("refused by the customer: no session took place")))
    asset = start.data.get("asset") or (session.answer.data.get("scope") if session.answer else None)
    return facts(
        (_("Engineer"), told.person_and_post(start.actor)),
        (_("Equipment"), told.named(asset)),
        (_("Began"), told.minute_of(start)),
        (_("Ended"), told.minute_of(end)),
        (_("Duration"), duration(end.at - start.at) if end else None),
        (_("Ended by"), told.person_and_post(end.actor) if end else None),
        (_("State"), "" if end else _("still open")),
    )


def _result(told: Told, session: Session) -> Facts:
    """Say what came of it: the cause, the end of the fault, or the visit that followed."""
    after = session.end or session.answer
    later = [step for step in told.standing if after and step.seq > after.seq]
    found, solved, visit = (
        next((step for step in later if step.event == event), None)
        for event in ("diagnosed", "resolved", "onsite_requested")
    )
    return facts(
        (_("Cause found"), listed(told.minute_of(found), found.data.get("cause")) if found else None),
        (_("Restored"), listed(told.minute_of(solved), words_of(solved)) if solved else None),
        (_("Visit asked for"), listed(told.minute_of(visit), words_of(visit)) if visit else None),
    )
