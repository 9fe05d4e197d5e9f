"""The record of a remote session (S5.2-2): who allowed it, how long it took, what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import listed
from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.tree import (
    Document,
    LabelledValues,
    SignatureLine,
    Signatures,
    TextBlock,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.public_texts import text_of
from deskctl.documents.reports.ticket_parts import customer_facts, equipment, permissions, timeline
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _, language

if TYPE_CHECKING:
    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.queries.ticket.full_ticket import ActionRow

_REFUSED = "remote_refused"
_ANSWERS = ("remote_consent", _REFUSED)
_START, _END = "remote_started", "remote_ended"


@dataclass(frozen=True, slots=True)
class Session:
    """A session or a refusal: the customer's last answer before it, and its start and end."""

    number: int
    answer: ActionRow | None
    start: ActionRow | None
    end: ActionRow | None


def sessions_of(archived: ArchivedTicket) -> list[Session]:
    """Return the sessions of a ticket in order; a refusal counts as one without a start.

    Their numbers follow the order of recording and are never used again, whatever is undone.
    """
    recorded = (step.seq for step in archived.steps if step.event in {_START, _REFUSED})
    numbers = {seq: number for number, seq in enumerate(recorded, 1)}
    sessions: list[Session] = []
    answer: ActionRow | None = None
    for step in archived.all(*_ANSWERS, _START, _END):
        if step.event in _ANSWERS:
            answer = step
        if step.event in {_START, _REFUSED}:
            sessions.append(Session(numbers[step.seq], answer, step if step.event == _START else None, None))
        elif step.event == _END:
            _end(sessions, step)
    return sessions


def _end(sessions: list[Session], end: ActionRow) -> None:
    """End the engineer's own session, or the last open one if they have none."""
    running = [place for place, session in enumerate(sessions) if session.start and session.end is None]
    own = [place for place in running if (start := sessions[place].start) and start.actor == end.actor]
    for place in (own or running)[-1:]:
        sessions[place] = replace(sessions[place], end=end)


def chosen_session(archived: ArchivedTicket, number: int | None) -> Session:
    """Return a session by its number, by default the last; raises `NotFound`."""
    sessions = sessions_of(archived)
    for session in reversed(sessions):
        if number in {None, session.number}:
            return session
    if not sessions:
        raise NotFound(N_("{ticket} has no remote session yet."), ticket=archived.name)
    valid = ", ".join(str(session.number) for session in sessions)
    raise NotFound(
        N_("{ticket} has no such remote session; its sessions are: {known}."), ticket=archived.name, known=valid
    )


def remote_session_record(archived: ArchivedTicket, session: Session) -> Document:
    """Return the record of a session."""
    contact = archived.kept["contact"] or {}
    start, end = session.start, session.end
    during = [step for step in archived.in_force if start and end and start.at <= step.at <= end.at]
    return Document(
        name="remote-session",
        title=_("Remote session record"),
        number=f"{archived.name}-V{session.number}",
        subject=archived.ticket["title"],
        lang=language(),
        letterhead=letterhead(),
        sections=sections(
            section(_("Overview"), facts((_("Ticket"), archived.name), *customer_facts(archived)), equipment(archived)),
            section(
                _("Permission"),
                permissions(archived, [session.answer] if session.answer else []),
                TextBlock(text_of(archived, session.answer) if session.answer else ""),
            ),
            section(_("Session"), _session(archived, session)),
            section(_("What was done"), TextBlock(text_of(archived, end) if end else ""), timeline(archived, during)),
            section(_("Result"), _result(archived, session)),
            section(
                _("Signatures"),
                Signatures(
                    (
                        SignatureLine(
                            _("Engineer"), archived.person(start.actor if start else archived.ticket["owner"])
                        ),
                        SignatureLine(_("Customer"), str(contact.get("name") or "")),
                    )
                ),
            ),
        ),
    )


def _session(archived: ArchivedTicket, session: Session) -> LabelledValues:
    start, end = session.start, session.end
    if start is None:
        return facts((_("State"), _("refused by the customer: no session took place")))
    asset = start.data.get("asset") or (session.answer.data.get("scope") if session.answer else None)
    return facts(
        (_("Engineer"), archived.person_and_post(start.actor)),
        (_("Equipment"), archived.named(asset)),
        (_("Began"), archived.minute_of(start)),
        (_("Ended"), archived.minute_of(end)),
        (_("Duration"), duration(end.at - start.at) if end else None),
        (_("Ended by"), archived.person_and_post(end.actor) if end else None),
        (_("State"), "" if end else _("still open")),
    )


def _result(archived: ArchivedTicket, session: Session) -> LabelledValues:
    """Return the result: the cause, the solution, or the visit that followed."""
    before = session.start or session.answer
    later = [step for step in archived.in_force if before and step.seq > before.seq]
    diagnosed, solved, visit = (
        next((step for step in later if step.event == event), None)
        for event in ("diagnosed", "resolved", "onsite_requested")
    )
    return facts(
        (_("Cause found"), listed(archived.minute_of(diagnosed), diagnosed.data.get("cause")) if diagnosed else None),
        (_("Restored"), listed(archived.minute_of(solved), text_of(archived, solved)) if solved else None),
        (_("Visit requested"), listed(archived.minute_of(visit), text_of(archived, visit)) if visit else None),
    )
