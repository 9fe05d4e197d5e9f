"""The words for kinds of records in messages, and for their states, such as in use, retired or agreed."""

from collections.abc import Mapping

from deskctl.errors import Term
from deskctl.language.i18n import N_
from deskctl.record_words import RECORD_WORDS

NOUNS: Mapping[str, Term] = {table: Term(word) for table, word in RECORD_WORDS.items()}
"""Table -> word for one record; a table without a word is shown by its name."""
EVERY: Mapping[str, str] = {"all": N_("All")}
USE_STATES: Mapping[str, str] = {"current": N_("in use"), "retired": N_("retired"), **EVERY}
RECOMMENDATION_STATES: Mapping[str, str] = {
    "proposed": N_("proposed"),
    "agreed": N_("accepted by the customer"),
    "declined": N_("declined"),
    "done": N_("carried out"),
}
IMPROVEMENT_STATES: Mapping[str, str] = {
    "open": N_("open"),
    "in_progress": N_("in progress"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
ANSWER_STATES: Mapping[str, str] = {"draft": N_("draft"), "published": N_("released to customers")}
COVER_STATES: Mapping[str, str] = {
    "both": N_("part and loaner"),
    "part_only": N_("only a part"),
    "loaner_only": N_("only a loaner"),
    "none": N_("neither"),
}
CALENDAR_ENTRIES: Mapping[str, str] = {
    "calendar": N_("weekly hours"),
    "day": N_("day"),
    "year": N_("published year"),
}
STATES_OF: Mapping[str, Mapping[str, str]] = {
    "recommendation": RECOMMENDATION_STATES, "improvement": IMPROVEMENT_STATES, "faq": ANSWER_STATES,
}  # fmt: skip
"""The words for the states of each kind of record that has its own."""
