"""Mails as JSON: the list, and one mail in full."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import EVERY
from deskctl.queries.conditions.record_words import ids_holding
from deskctl.queries.conditions.value_filter import ANY, ValueFilter
from deskctl.queries.files.stored_files import files_of
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.messages.mail_due import mail_due_times
from deskctl.queries.messages.mail_states import KIND, STATE, WAITING
from deskctl.queries.messages.mail_texts import SEALED
from deskctl.store.facts.rows import by_name, row_by_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import tzinfo

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_LISTED = f"""
SELECT mail.id, received_at, {KIND} AS kind, {STATE} AS state, from_address, from_name, from_contact,
 coalesce(mail.customer, contact.customer) AS customer, customer.name AS customer_name, mail.subject,
 substr(coalesce(text_new, text, ''), 1, 300) AS beginning, {SEALED} AS sealed, joins, mail.ticket
FROM mail LEFT JOIN contact ON contact.id = from_contact
LEFT JOIN customer ON customer.id = coalesce(mail.customer, contact.customer)
"""


def list_mails(
    conn: Reader,
    at: int,
    zone: tzinfo,
    *,
    kinds: ValueFilter = ANY,
    states: ValueFilter = ANY,
    words: str = "",
) -> list[Shape]:
    """Return mails, oldest first; by default those that wait to be handled."""
    parts, values = _conditions(conn, kinds, states, words)
    mails = conn.execute(f"{_LISTED} WHERE {' AND '.join(parts)} ORDER BY received_at, mail.id", values)
    due_of = mail_due_times(conn)
    return [_row(row, due_of, at, zone) for row in by_name(mails)]


def show_mail(conn: Reader, name: str, at: int, zone: tzinfo) -> Shape:
    """Return one mail in full; raises `NotFound`."""
    mail = row_by_name(
        conn,
        f"SELECT mail.*, {KIND} AS known_kind, {STATE} AS known_state, contact.customer AS contact_customer,"
        f" {SEALED} AS sealed"
        " FROM mail LEFT JOIN contact ON contact.id = from_contact WHERE mail.id = ?",
        [name],
    )
    if mail is None:
        raise NotFound(N_("There is no {noun} {key}."), noun="mail", key=name, hint="deskctl mail list")
    return _whole(mail, files_of(conn, name), mail_due_times(conn), at, zone)


def first_line(words: str) -> str:
    """Return the first line of a text that is not blank."""
    return next(_filled_lines(words), "")


def _conditions(conn: Reader, kinds: ValueFilter, states: ValueFilter, words: str) -> tuple[list[str], list[Any]]:
    parts, values = [] if kinds.of or states.of else [WAITING], list[Any]()
    for values_of, text in ((kinds, KIND), (states, STATE)):
        condition, bound = (values_of._replace(of=()) if EVERY in values_of.of else values_of).condition(text)
        parts.append(condition)
        values += bound
    holds, bound = ids_holding(conn, "mail", words, "mail.id")
    parts.append(holds)
    values += bound
    return parts, values


def _row(mail: Mapping[str, Any], due_of: Callable[[Instant], Instant | None], at: int, zone: tzinfo) -> Shape:
    due = due_of(mail["received_at"]) if mail["state"] == "waiting" else None
    return {
        "mail": mail["id"],
        "received_at": rfc3339(mail["received_at"], zone),
        "due_at": rfc3339(due, zone),
        "remaining": None if due is None else due - at,
        **{name: mail[name] for name in ("kind", "state", "from_address", "from_name")},
        "contact": mail["from_contact"],
        **{name: mail[name] for name in ("customer", "customer_name", "subject")},
        "first_line": first_line(mail["beginning"]),
        "sealed": bool(mail["sealed"]),
        "joins": _ticket(mail["joins"]),
        "ticket": _ticket(mail["ticket"]),
    }


def _whole(
    mail: Mapping[str, Any],
    files: Sequence[Mapping[str, Any]],
    due_of: Callable[[Instant], Instant | None],
    at: int,
    zone: tzinfo,
) -> Shape:
    due = due_of(mail["received_at"]) if mail["known_state"] == "waiting" else None
    text = mail["text"]
    return {
        "mail": mail["id"],
        "account": mail["account"],
        "received_at": rfc3339(mail["received_at"], zone),
        "due_at": rfc3339(due, zone),
        "remaining": None if due is None else due - at,
        **{name: mail[name] for name in ("subject", "from_address", "from_name")},
        "addresses": json.loads(mail["addresses"] or "[]"),
        "contact": mail["from_contact"],
        "customer": mail["customer"] or mail["contact_customer"],
        "kind": mail["known_kind"],
        "joins": _ticket(mail["joins"]),
        "suggests": json.loads(mail["suggests"] or "[]"),
        "auto_answer": bool(mail["auto_answer"]),
        "reason": mail["reason"],
        "answers": mail["answers"],
        "duplicate_of": mail["duplicate_of"],
        "text": text,
        "text_new": text if mail["text_new"] is None else mail["text_new"],
        "sealed": bool(mail["sealed"]),
        "attachments": [_file(file) for file in files],
        "state": mail["known_state"],
        "ticket": _ticket(mail["ticket"]),
        "handled_at": rfc3339(mail["handled_at"], zone),
        "handled_by": mail["handled_by"],
        "message_id": mail["message_id"],
        "size": mail["size"],
        "sha256": mail["sha256"],
    }


def _file(file: Mapping[str, Any]) -> Shape:
    return {
        "attachment": file["id"],
        "name": file["name"],
        "size": file["size"],
        "type": file["type"],
        "inline": bool(file["inline"]),
    }


def _ticket(number: int | None) -> str | None:
    return None if number is None else ticket_name(number)


def _filled_lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())
