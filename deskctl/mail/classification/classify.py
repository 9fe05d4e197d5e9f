"""The kind of a message, determined by the first matching test."""

from dataclasses import dataclass, field

from deskctl.mail.classification.automatic import allows_answer, is_automatic_reply, is_bulk, is_generated
from deskctl.mail.classification.bounces import Bounce, bounce_of, is_bounce
from deskctl.mail.classification.desk_lookups import DeskLookups, OwnMail
from deskctl.mail.classification.numbers import all_numbers
from deskctl.mail.classification.sender import Sender, sender_of
from deskctl.mail.classification.ticket_of_mail import answered_mail, reported_ticket, ticket_in_subject
from deskctl.mail.parsed_message import TOO_BIG, ParsedMail
from deskctl.queries.messages.mail_texts import NOT_AUTHENTICATED


@dataclass(frozen=True, slots=True)
class Classified:
    """The classification of a message: kind, reason, sender, and the ticket or own message that it belongs to."""

    kind: str
    reason: str
    sender: Sender
    joins: int | None = None
    suggests: tuple[int, ...] = ()
    auto_answer: bool = False
    answers: OwnMail | None = None
    duplicate_of: str | None = None
    new_participant: bool = False
    bounce: Bounce | None = None


@dataclass(slots=True)
class _Case:
    """One message together with the lookups that its classification needs."""

    reading: ParsedMail
    lookups: DeskLookups
    sender: Sender
    own: list[OwnMail] = field(default_factory=list)


def classify(reading: ParsedMail, lookups: DeskLookups) -> Classified:
    """Classify a message."""
    sender = sender_of(reading.from_address, lookups)
    case = _Case(reading, lookups, sender, lookups.own_mails(reading.references))
    for test in (_loop, _duplicate, _bounce, _auto, _quarantine, _list, _reply, _numbered):
        classified = test(case)
        if classified is not None:
            return classified
    return _new(case)


def _loop(case: _Case) -> Classified | None:
    lookups, reading = case.lookups, case.reading
    if lookups.desk_id and lookups.desk_id in reading.signs.loop:
        return Classified("loop", "own_loop_header", case.sender)
    if reading.from_address in lookups.own_addresses:
        return Classified("loop", "own_address", case.sender)
    if reading.message_id and lookups.own_mails([reading.message_id]):
        return Classified("loop", "own_message_id", case.sender)
    return None


def _duplicate(case: _Case) -> Classified | None:
    original = case.lookups.same_mail(case.reading.message_id, case.reading.identity)
    return Classified("duplicate", "same_content", case.sender, duplicate_of=original) if original else None


def _bounce(case: _Case) -> Classified | None:
    if not is_bounce(case.reading):
        return None
    own = next(iter(case.own or case.lookups.own_mails(case.reading.inner_ids)), None)
    nobody = Sender(case.sender.address, None, None, None, frozenset())
    joins = own.ticket if own else reported_ticket(case.reading, case.lookups)
    return Classified("bounce", "delivery_report", nobody, joins=joins, answers=own, bounce=bounce_of(case.reading))


def _auto(case: _Case) -> Classified | None:
    read = case.lookups.own_mails(case.reading.inner_ids) if case.reading.signs.receipt else []
    own = answered_mail([*case.own, *read], case.sender, case.lookups)
    replied = is_automatic_reply(case.reading)
    if not replied and not (is_generated(case.reading) and own):
        return None
    joins = own.ticket if own else ticket_in_subject(case.reading.subject, case.sender, case.lookups)
    return Classified("auto", "automatic_reply", case.sender, joins=joins, answers=own)


def _quarantine(case: _Case) -> Classified | None:
    spam = "spam" if case.reading.signs.spam else ""
    reason = spam if case.reading.problem == TOO_BIG else case.reading.problem or spam
    return Classified("quarantine", reason, case.sender) if reason else None


def _list(case: _Case) -> Classified | None:
    if not is_bulk(case.reading) or case.sender.is_known or case.sender.staff or case.own:
        return None
    return Classified("auto", "mailing_list", case.sender)


def _reply(case: _Case) -> Classified | None:
    own = answered_mail(case.own, case.sender, case.lookups)
    if own is None or own.ticket is None:
        return None
    stranger = (case.sender.contact is None and case.sender.staff is None) or case.reading.signs.forged
    return Classified("reply", "own_reference", case.sender, joins=own.ticket, answers=own, new_participant=stranger)


def _numbered(case: _Case) -> Classified | None:
    if case.reading.signs.forged:
        return None
    number = ticket_in_subject(case.reading.subject, case.sender, case.lookups)
    return Classified("reply", "number_in_subject", case.sender, joins=number) if number is not None else None


def _new(case: _Case) -> Classified:
    sender, reading = case.sender, case.reading
    numbers = all_numbers(reading.subject)
    answered = [own.ticket for own in case.own if own.ticket is not None]  # from an address that is not on record
    of_customer = [number for number in numbers if case.lookups.ticket_customer(number) in sender.customers]
    suggests = dict.fromkeys([*answered, *of_customer])
    answer = sender.is_known and not numbers and allows_answer(reading)
    return Classified("new", _reason_of_new(case), sender, suggests=tuple(suggests), auto_answer=answer)


def _reason_of_new(case: _Case) -> str:
    if case.reading.signs.forged:
        return NOT_AUTHENTICATED
    return "known_contact" if case.sender.contact else "known_domain" if case.sender.is_known else "unknown_sender"
