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
