"""Duties in words: kind, subject, when it is due, and the action that settles it."""

from collections.abc import Mapping
from datetime import date, datetime, time

from rich.cells import cell_len

from deskctl.language.i18n import N_, _, language
from deskctl.safe import one_line
from deskctl.sla.duties import Duty
from deskctl.sla.facts import Instant
from deskctl.widgets.panes.line_pane import Line, Piece, spread, width_of
from deskctl.widgets.style.cells import fit, shorten
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import DAY, day_and_month, local, short_time, span

KIND_WIDTH, _NAME, _STEP = {"en": 20, "zh": 12}, 8, 23
_TIME = 16
"""The columns; no name of a kind is cut in its language, and no action: the subject is."""
_MONTHS = 90
_WORDS: Mapping[str, str] = {
    "inspection": N_("Inspection"),
    "inspection_report": N_("Inspection report"),
    "return_visit": N_("Return visit"),
    "advisory": N_("Maker's notice"),
    "evaluation": N_("Evaluation"),
    "training": N_("Training"),
    "training_material": N_("Training material"),
    "faq_missing": N_("Answer to write"),
    "faq_handover": N_("Answers to hand over"),
    "certificate": N_("Certificate"),
    "contract": N_("Contract ends"),
    "roster_gap": N_("Nobody on call"),
    "calendar": N_("Next year's calendar"),
    "stock_minimum": N_("Stock too low"),
    "cover": N_("No spare device"),
    "loaner": N_("Loaner out"),
    "paused": N_("Paused ticket"),
    "report_draft": N_("Report unfinished"),
    "feedback": N_("No answer"),
    "mail": N_("Mail"),
    "part": N_("Part"),
    "charge": N_("Charge"),
    "loaner_send": N_("Loaner to send"),
    "improvement": N_("Improvement"),
    "finding": N_("Finding"),
    "training_need": N_("Training needed"),
    "faq_review": N_("Answer to review"),
    "visit": N_("Planned visit"),
    "recommendation": N_("Recommendation"),
    "warranty": N_("Warranty ends"),
    "unidentified": N_("Customer not known"),
    "unverified_customer": N_("Customer to verify"),
    "unverified_contact": N_("Caller to verify"),
}


def due_kind_words() -> list[str]:
    """Return the names of all kinds of duties."""
    return [_(name) for name in _WORDS.values()]


def duty_word(duty: Duty) -> str:
    """Return the name of a duty's kind."""
    kind = duty.rule.kind
    return _(_WORDS[kind]) if kind in _WORDS else kind.replace("_", " ")


def due_line(duty: Duty, customer: str | None, step: str, at: Instant, look: Look, width: int) -> Line:
    """Return the row of a duty; the action that settles it stands at the right if there is space."""
    late = duty.late(at)
    style = "breached" if late else "soon" if duty.state(at) == "due" and duty.due_at is not None else "text"
    symbol = look.symbols["breached" if late else "soon" if style == "soon" else "idle"]
    kind = fit(duty_word(duty), KIND_WIDTH[language()])
    head: Line = (Piece(f"{symbol} ", style), Piece(f"{kind} ", "strong"))
    tail: Line = (Piece(f" {fit(due_words(duty, at, look), _TIME)}", style if style != "text" else "dim"),)
    action = Piece(f" {_padded(f'> {step}')}" if step else "", "accent")
    if width - width_of((*head, *tail, action)) > _NAME:
        tail = (*tail, action)
    room = max(_NAME, width - width_of(head) - width_of(tail) - 1)
    return spread((*head, Piece(fit(_subject(duty, customer), room))), tail, width)


def step_words(step: str, person: str | None, width: int = _STEP - 2) -> str:
    """Return the name of an action, with that of the person whose turn it is if both fit."""
    named = f"{step} ({one_line(person)})" if person else step
    return named if cell_len(named) <= width else step


def _padded(step: str) -> str:
    return fit(step, max(_STEP, cell_len(step)))


def _subject(duty: Duty, customer: str | None) -> str:
    """Return the subject with its title and its customer, each once."""
    subject = duty.subject.partition("/")[0] if duty.rule.kind == "part" else duty.subject
    parts = [subject if subject != duty.customer else "", duty.title]
    if customer and customer not in duty.title:
        parts.append(customer)
    return "  ".join(one_line(part) for part in dict.fromkeys(parts) if part)


def due_words(duty: Duty, at: Instant, look: Look) -> str:
    """Return when a duty is due, or for how long it has been late."""
    if duty.due_at is None:
        return _("no date")
    if duty.late(at):
        lost = at - duty.due_at
        return _("{time} late").format(time=span(max(1, lost // DAY) * DAY if duty.due_on else lost))
    if duty.due_on is not None:
        return _("by {day}").format(day=_day(duty.due_on, local(at, look.zone).date()))
    return _("by {day}").format(day=shorten(short_time(duty.due_at, at, look.zone), _TIME))


def _day(day: date, today: date) -> str:
    text = day_and_month(datetime.combine(day, time()))
    return text if abs((day - today).days) < _MONTHS else day.isoformat()
