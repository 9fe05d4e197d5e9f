"""The words for the kinds and states of mails and outgoing messages, and for the kinds of search results."""

from collections.abc import Mapping

from deskctl.language.i18n import N_
from deskctl.record_words import RECORD_WORDS

MAIL_KIND_WORDS: Mapping[str, str] = {
    "new": N_("new"),
    "reply": N_("reply"),
    "auto": N_("automatic answer"),
    "bounce": N_("delivery failure"),
    "loop": N_("our own mail"),
    "duplicate": N_("received twice"),
    "quarantine": N_("quarantined"),
    "unread": N_("not read yet"),
}
MAIL_STATE_WORDS: Mapping[str, str] = {
    "waiting": N_("waiting"),
    "handled": N_("handled"),
    "set_aside": N_("put aside"),
}
MAIL_REASON_WORDS: Mapping[str, str] = {
    "own_loop_header": N_("mark of our own mail"),
    "own_address": N_("from our own address"),
    "own_message_id": N_("id of our own mail"),
    "same_content": N_("same content as an earlier mail"),
    "delivery_report": N_("report of a mail server"),
    "automatic_reply": N_("automatic answer"),
    "mailing_list": N_("mailing list"),
    "spam": N_("marked as spam"),
    "own_reference": N_("answers our mail"),
    "number_in_subject": N_("ticket number in the subject"),
    "known_contact": N_("known contact"),
    "known_domain": N_("mail domain of a customer"),
    "unknown_sender": N_("unknown sender"),
    "not_authenticated": N_("sender not authenticated"),
    "not_a_mail": N_("not a mail"),
    "too_big": N_("too big"),
    "unreadable": N_("cannot be read"),
    "parts": N_("too many parts"),
    "depth": N_("parts nested too deeply"),
    "header_bytes": N_("header too long"),
    "headers": N_("too many lines in the header"),
}
"""Why a mail is of its kind."""
OUTBOX_KIND_WORDS: Mapping[str, str] = {
    "received": N_("acknowledgement"),
    "number": N_("ticket number"),
    "reply": N_("reply"),
    "report": N_("report"),
    "reopened": N_("ticket reopened"),
    "visit": N_("visit"),
    "ask_satisfaction": N_("request for an evaluation"),
    "notify": N_("notice"),
    "escalation": N_("escalation"),
    "mail_waiting": N_("mail is waiting"),
    "unanswered": N_("no answer"),
    "digest": N_("daily summary"),
    "test": N_("test message"),
}
OUTBOX_STATE_WORDS: Mapping[str, str] = {
    "waiting": N_("waiting"),
    "sending": N_("being sent"),
    "sent": N_("sent"),
    "unsure": N_("perhaps sent"),
    "held": N_("held back"),
    "refused": N_("refused"),
    "expired": N_("expired"),
    "cancelled": N_("cancelled"),
    "bounced": N_("bounced"),
    "acknowledged": N_("acknowledged"),
}
RESULT_KIND_WORDS: Mapping[str, str] = {**RECORD_WORDS, "ticket": N_("ticket")}
