"""What may stand in a policy file: each table, each key in it, its form, and what it means.

The reader takes its keys from here, and so does the reference page `docs/policy.md`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from deskctl.language.words import CHANNELS, KINDS, MODES
from deskctl.language.words.choices import FAULT_CLASSES

ATTRIBUTES: Mapping[str, tuple[str | bool, ...] | None] = {
    "kind": tuple(KINDS),
    "channel": tuple(CHANNELS),
    "catalog": None,
    "level": None,
    "severity": None,
    "mode": tuple(MODES),
    "fault_class": tuple(FAULT_CLASSES),
    "engineer_on_site": (True, False),
}
"""What a condition may ask for -> the values there are; None if the file or the desk names them."""


SCOPES = ("desk",)
"""What a policy may hold for beside the tickets that are opened under it."""


class Key(NamedTuple):
    """One key: its name, the form of its value, what it means."""

    name: str
    form: str
    meaning: str
    required: bool = False


TABLES: Mapping[str, tuple[Key, ...]] = {
    "": (
        Key("extends", "file", "a policy file whose keys hold wherever this one names none"),
        Key("id", "text", "the name of the policy: contracts and tickets refer to it", required=True),
        Key("title", "`{ zh, en }`", "what people call it"),
        Key("zone", "time zone", "the zone of all hours and dates, such as `Europe/Berlin`", required=True),
        Key("clauses", "file", "JSON Lines with `id`, `kind`, `zh`, `en`: the words of every clause", required=True),
        Key("call_channels", "list of channels", "their clocks start when the request comes in, others at the logging"),
        Key("pause_reasons", "list of texts", "the reasons of a pause that stop the clocks"),
        Key("visit_at_call", "list of severities", "incidents of these ask for a visit when they are opened"),
        Key("warnings", "table", "when a running clock is soon due"),
        Key("workdays", "calendar", "whose open dates are working days; `WORKDAY`, or the last level's, unless given"),
        Key("assumed_severity", "severity", "of an incident that names none; the last one unless given"),
        Key("reopening", "table", "what a reopening means because the symptom is back"),
        Key("on_site", "table", "how long an engineer counts as on site"),
        Key("pauses", "table", "when a pause ends by itself"),
        Key("late_entry", "table", "which entries are late"),
        Key("month", "table", "when the figures of a month are closed"),
        Key("calendars", "tables by name", "hours in which clocks run", required=True),
        Key("levels", "tables by name", "service levels, the most urgent first", required=True),
        Key("severities", "tables by name", "severities, the worst first", required=True),
        Key("milestones", "tables by event", "what is special about reaching a milestone"),
        Key("targets", "tables by clause", "the promises, in the order in which they are shown", required=True),
        Key("endings", "list of tables", "what ends clocks otherwise than by being kept"),
        Key("gates", "tables by gate", "steps that are refused until something else has happened"),
        Key("scope", "`desk`", "its rights and duties hold on the whole desk, in the place of those of `after-sales`"),
        Key("rights", "tables by name", "who may do what; what no right names may be done by every active person"),
        Key("duties", "tables by kind", "the promises of services beside tickets: what `due list` shows, and when"),
    ),
    "warnings": (
        Key("share", "0 to 1", "soon due when this share of the time is gone; 0.75 unless given"),
        Key("left", "duration", "soon due when this much is left; 15 min unless given"),
    ),
    "reopening": (
        Key("same_fault", "duration or workdays", "a reopening so soon is the same fault, later a new one; 1 workday"),
        Key("within", "duration or workdays", "so long a ticket can be reopened, later a new one follows; 5 workdays"),
        Key(
            "answered",
            "list of milestones",
            "promises of a severity that start again unless an engineer took the reopening; `engineer_response`",
        ),
        Key(
            "again",
            "list of milestones",
            "promises of a severity that start again with every reopening; `arrived`, `diagnosed`",
        ),
    ),
    "on_site": (
        Key("for", "duration", "an engineer who has not left counts as on site so long after he arrived; 12 h"),
    ),
    "pauses": (Key("longest", "duration or workdays", "a pause ends by itself at the latest then; 5 workdays"),),
    "late_entry": (Key("after", "duration", "a step recorded so long after it happened is a late entry; 30 min"),),
    "month": (Key("closes", "duration or workdays", "what is recorded later does not change its figures; 5 workdays"),),
    "calendars": (
        Key("hours", "days = hours", 'weekly hours: `mon-fri = ["09:00-12:00", "13:00-17:30"]`', required=True),
        Key("holidays", "country", "whose public holidays and make-up workdays it keeps: `china`"),
        Key("dates", "tables by date", "dates that follow neither their weekday nor the holidays"),
        Key("known_until", "year", "the last year whose `dates` are complete: due times beyond it are provisional"),
    ),
    "dates": (
        Key("hours", "hours", "the hours of that date; closed where none are given"),
        Key("name", "text", "why: the name of the holiday"),
    ),
    "levels": (Key("calendar", "calendar", "the hours of its clocks", required=True),),
    "severities": (
        Key("level", "level", "the level proposed for it", required=True),
        Key("calendar", "calendar", "overrides the hours of the level"),
    ),
    "milestones": (
        Key("event", "event", "the event that reaches it; the event of its name unless given"),
        Key(
            "until",
            "event or list",
            "once reached it stands until then, and a clock that starts meanwhile is not needed; `left_site` ends only"
            " what the same person reached; until a reopening with the symptom if none is given",
        ),
        Key("answered_by", "event or list", "later steps that answer for it; the earliest counts"),
        Key("voided_by", "match", "takes back what was reached before, and that the ticket was over"),
    ),
    "targets": (
        Key("milestone", "event or `{ field }`", "what is promised; a field of the start may name it", required=True),
        Key(
            "start",
            "`call`, `reported`, `occurred` or match",
            "what starts the clock; with `at`, the field of the event that holds the moment",
            required=True,
        ),
        Key(
            "length", "duration, workdays or `{ field }`", "how long it is; or the field with the moment", required=True
        ),
        Key("calendar", "calendar or `level`", "in which hours; `level`: those of the level in force", required=True),
        Key("soft", "true or false", "measured and reported apart, never part of the attainment"),
        Key("when", "conditions", "what must hold when the clock starts"),
        Key("during", "conditions", "what must hold throughout, else the clock is superseded"),
        Key("restarts", "true or false", "the clock starts where `during` first holds, not where the start stands"),
        Key("opens_after", "clause", "the clock is pending until the promise of that clause, named before it, is due"),
        Key("needs", "event", "the promise is given only if that event was recorded"),
    ),
    "endings": (
        Key("event", "event", "what ends the clocks", required=True),
        Key("where", "fields", "the values in its data that it must have"),
        Key("outcome", "`waived`, `superseded` or `not_needed`", "what the clocks become", required=True),
        Key("milestones", "list of milestones", "whose clocks it ends; all where neither these nor clauses are named"),
        Key("clauses", "list of clauses", "the targets whose clocks it ends"),
        Key("spared", "list of clauses", "the targets whose clocks it leaves alone"),
        Key("standing", "true or false", "it also holds for clocks that start after it"),
    ),
    "gates": (
        Key("clause", "clause", "the clause that says so", required=True),
        Key("when", "conditions", "which tickets it concerns; all unless given"),
        Key("unless", "conditions", "which tickets it does not concern; a visit at a routine level: `visit_at_call`"),
        Key("overridden", "true or false", "it may be passed with a reason, which is recorded"),
        Key("overridden_by", "list of roles", "who alone may pass it so; everybody unless stated"),
    ),
    "rights": (
        Key("steps", "list of steps", "what only they may do: `visit.depart`; `*` for any noun or verb", required=True),
        Key("roles", "list of roles", "who may do it; of several rights on a step one is enough", required=True),
        Key("clause", "clause", "the clause that says so"),
        Key("given", "list of fields", "only where one of these fields is named"),
        Key("where", "fields", "only where these fields have one of these values"),
        Key("when", "`after_the_window`", "only in this situation: a reopening later than `[reopening] within`"),
    ),
    "duties": (
        Key("clause", "clause", "the clause that promises it"),
        Key("role", "role", "who keeps it"),
        Key("lead", "whole number", "so many days before it is due it is listed"),
        Key("hard", "true or false", "it counts in the figure of kept promises"),
        Key("soft", "true or false", "measured apart: the source names no number"),
        Key("on", "true or false", "whether it is listed although its kind is not named"),
    ),
}


def keys_of(table: str) -> tuple[str, ...]:
    """Return the names of the keys that a table may have."""
    return tuple(key.name for key in TABLES[table])
