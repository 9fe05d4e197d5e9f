"""Rendering a message of the outbox from its template and the current data of the store."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from deskctl.config import settings
from deskctl.documents.model.document_format import labelled
from deskctl.documents.model.file_names import using_language
from deskctl.language.i18n import LANGUAGES, N_, _, language
from deskctl.language.subject_marks import marks_answer
from deskctl.language.words import MILESTONES, capitalized
from deskctl.language.words.choices import choice_word
from deskctl.names import ticket_name
from deskctl.notify.digest_rows import digest_rows
from deskctl.notify.envelope import AttachedFile
from deskctl.notify.templates import render_template
from deskctl.queries.messages.mail_due import mail_due_times
from deskctl.queries.messages.message_facts import (
    hotline_numbers,
    is_from_staff,
    mail_facts,
    open_promises,
    person_facts,
    ticket_facts,
)
from deskctl.sla.lifecycle import OVER
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.port import Reader

WHAT = {
    "catastrophic": N_("A catastrophic fault is open"),
    "due soon": N_("A promise is due soon"),
    "breached": N_("A promise is late"),
    "mail waiting": N_("A mail waits"),
    "no answer": N_("The customer has not said whether they are satisfied"),
    "pause ends": N_("A pause ends soon"),
    "unheard": N_("A catastrophic fault is open and nobody was notified"),
    "reply": N_("The customer has written"),
    "undelivered": N_("A message was not delivered"),
}
"""Name of a rule -> first sentence of its messages."""

_BY_COLLEAGUE = N_("A colleague has written")
_BY_PERSON = frozenset({"reply"})
_INTERNAL = frozenset({"logged", "engineer_notified", "dev_team_engaged", "part_requested", "departed"})
"""Milestones that are not shown to customers."""


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A rendered message; `machine` is False if a person wrote it.

    `number` names the ticket or mail that it is about. `holds` are the ids of other messages merged into it, `also` are
    those as they were rendered.
    """

    subject: str
    text: str
    files: tuple[AttachedFile, ...] = ()
    answers: tuple[str, ...] = ()
    name: str = ""
    machine: bool = True
    number: str = ""
    also: tuple["RenderedMessage", ...] = ()
    holds: tuple[str, ...] = ()


def render(conn: Reader, message: Mapping[str, Any], now: int) -> RenderedMessage:
    """Render a message in the recipient's language."""
    facts = json.loads(message["facts"] or "{}")
    person = person_facts(conn, message["staff"], message["contact"])
    ticket = ticket_facts(conn, message["ticket"]) if message["ticket"] is not None else {}
    of_desk = (settings().get("lang"), ticket.get("customer_lang"))
    preferred = (message["lang"], person.get("lang"), *(of_desk if message["staff"] is not None else of_desk[::-1]))
    lang = next((one for one in preferred if one in LANGUAGES), language())
    with using_language(lang):
        values = {
            **facts,
            **_common(conn, person),
            **_of_ticket(conn, message, ticket, lang),
            **_of_mail(conn, message),
            "rows": list(digest_rows(conn, facts.get("rows", ()), now)),
        }
        values["what"] = _(_what(conn, message))
        if "undelivered" in facts:
            values["reason"] = _(facts["reason"])
        subject, text = render_template(_template(message), lang, values)
        files = (_report(conn, message, facts, now, lang),) if message["kind"] == "report" else ()
    name = str(person.get("name") or "")
    number = ticket_name(message["ticket"]) if message["ticket"] is not None else message["mail"]
    return RenderedMessage(
        subject,
        text,
        files,
        tuple(facts.get("answers", ())),
        name,
        machine=message["kind"] not in _BY_PERSON,
        number=f"[{number}]" if number else "",
    )


def _what(conn: Reader, message: Mapping[str, Any]) -> str:
    """Return the first sentence of a notice in English."""
    rule = message["rule"] or ""
    if rule == "reply" and is_from_staff(conn, message["mail"]):
        return _BY_COLLEAGUE
    return WHAT.get(rule, rule)


def _template(message: Mapping[str, Any]) -> str:
    if message["kind"] == "escalation":
        return "mail_waiting" if message["ticket"] is None else "escalation"
    return str(message["kind"])


def _common(conn: Reader, person: Mapping[str, Any]) -> dict[str, Any]:
    firm = settings().get("firm", {})
    return {
        "staff": person.get("name", ""),
        "firm": firm.get("name", "") or _("Service desk"),
        "hotline": ", ".join(hotline_numbers(conn)),
    }


def _of_ticket(conn: Reader, message: Mapping[str, Any], ticket: Mapping[str, Any], lang: str) -> dict[str, Any]:
    if not ticket:
        return {}
    promises = open_promises(conn, ticket["number"])
    place = ZoneInfo(desk_zone(conn))
    named = [clause for clause, _start in json.loads(message["facts"] or "{}").get("clocks", ())]
    concerned = [one for one in promises if one[1] in named]
    shown = promises if message["staff"] is not None else _for_customers(promises)
    first = next(iter(concerned or promises), None)
    return {
        **{name: ticket[name] for name in ("title", "customer", "site", "contact", "phone")},
        "ticket": ticket_name(ticket["number"]),
        "severity": choice_word("severity", ticket["severity"]) if ticket["severity"] else "",
        "level": choice_word("level", ticket["level"]) if ticket["level"] else "",
        "owner": ticket["owner_name"] or "",
        "over": ticket["status"] in OVER,
        "promise": _(MILESTONES[first[0]]) if first else "",
        "due": _moment(first[2], place) if first else "",
        "promises": [_promise(one, place) for one in shown],
        "concerned": [_promise(one, place) for one in concerned],
        "lang": lang,
    }


def _of_mail(conn: Reader, message: Mapping[str, Any]) -> dict[str, Any]:
    if message["mail"] is None:
        return {}
    mail = mail_facts(conn, message["mail"])
    if not mail:
        return {}
    subject = str(mail["subject"] or "")
    sender = " ".join(filter(None, (mail["from_name"], mail["from_address"])))
    due = mail_due_times(conn)(mail["received_at"])
    return {
        "mail": message["mail"],
        "subject": _answered(subject, message["ticket"]) if message["kind"] == "reply" else subject,
        "sender": sender,
        **({"due": _moment(due, ZoneInfo(desk_zone(conn)))} if message["ticket"] is None and due is not None else {}),
    }


def _answered(subject: str, ticket: int | None) -> str:
    """Return the subject of an answer, with the number of its ticket, since a mail program may drop the references."""
    answered = subject if marks_answer(subject) else f"Re: {subject}"
    name = f"[{ticket_name(ticket)}]" if ticket is not None else ""
    return answered if name in subject else f"{name} {answered}"


def _for_customers(promises: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return the first promise of each milestone, except internal ones."""
    seen: dict[str, tuple[str, str, int]] = {}
    for one in promises:
        if one[0] not in _INTERNAL:
            seen.setdefault(one[0], one)
    return list(seen.values())


def _promise(promise: tuple[str, str, int], place: ZoneInfo) -> str:
    milestone, _clause, due = promise
    return labelled(capitalized(_(MILESTONES[milestone])), _moment(due, place))


def _moment(at: int, place: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at, place):%Y-%m-%d %H:%M}"


def _report(conn: Reader, message: Mapping[str, Any], facts: Mapping[str, Any], now: int, lang: str) -> AttachedFile:
    """Return the issued report as a PDF, or as a Word file if there is no typesetter."""
    from deskctl.documents.reports.ticket_report import open_report
    from deskctl.documents.writers.formats import render as as_file

    source = open_report(conn, message["ticket"], at=now, version=facts.get("version"), as_issued=True)
    document = source.document()
    stem = f"{ticket_name(message['ticket'])}-R{facts.get('version', 1)}.{lang}"
    try:
        return AttachedFile(f"{stem}.pdf", "application/pdf", as_file(document, "pdf"))
    except Exception:  # noqa: BLE001 - a Word file needs no typesetter
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return AttachedFile(f"{stem}.docx", kind, as_file(document, "docx"))
