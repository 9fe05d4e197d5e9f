"""The schema of a policy file: each table, the keys that it may contain, the form of their values, and what they mean.

The reader of policy files and the reference page `docs/policy.md` are both based on it.
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
"""Attribute that a condition may test -> the possible values; None if the policy file or the desk defines them."""


SCOPES = ("desk",)
"""What a policy may apply to in addition to the tickets that are opened under it."""


class Key(NamedTuple):
    """One key: its name, the form of its value, what it means."""

    name: str
    form: str
    meaning: str
    required: bool = False


TABLES: Mapping[str, tuple[Key, ...]] = {
    "": (
        Key("extends", "file", "a policy file from which this one inherits every key that it does not define"),
        Key("id", "text", "the name of the policy: contracts and tickets refer to it", required=True),
        Key("title", "`{ zh, en }`", "what people call it"),
        Key("zone", "time zone", "the zone of all hours and dates, such as `Europe/Berlin`", required=True),
        Key("clauses", "file", "JSON Lines with `id`, `kind`, `zh`, `en`: the text of every clause", required=True),
        Key(
            "call_channels",
            "list of channels",
            "clocks of these start when the request arrives, others when it is logged",
        ),
        Key("pause_reasons", "list of texts", "the reasons of a pause that stop the clocks"),
        Key(
            "visit_at_call", "list of severities", "incidents of these severities request a visit when they are opened"
        ),
        Key("warnings", "table", "when a running clock counts as due soon"),
        Key(
            "workdays",
            "calendar",
            "its open dates are the working days; by default `WORKDAY`, or else the calendar of the last level",
        ),
        Key("assumed_severity", "severity", "the severity of an incident without one; by default the last one"),
        Key("reopening", "table", "what it means if a ticket is reopened because the symptom is back"),
        Key("on_site", "table", "how long an engineer counts as on site"),
        Key("pauses", "table", "when a pause ends by itself"),
        Key("late_entry", "table", "which entries are late"),
        Key("month", "table", "when the figures of a month are closed"),
        Key("calendars", "tables by name", "the hours during which clocks run", required=True),
        Key("levels", "tables by name", "service levels, the most urgent first", required=True),
        Key("severities", "tables by name", "severities, the worst first", required=True),
        Key("milestones", "tables by event", "what is special about reaching a milestone"),
        Key("targets", "tables by clause", "the promises, in the order in which they are shown", required=True),
        Key("endings", "list of tables", "which events end clocks without keeping the promise"),
        Key("gates", "tables by gate", "steps that are refused until something else has happened"),
        Key(
            "scope", "`desk`", "its rights, duties and hours hold for the whole desk instead of those of `after-sales`"
        ),
        Key("rights", "tables by name", "who may do what; a step that no right names is open to every active person"),
        Key("duties", "tables by kind", "the promises of services besides tickets: what `due list` shows, and when"),
    ),
    "warnings": (
        Key("share", "0 to 1", "due soon when this share of the time has passed; by default 0.75"),
        Key("left", "duration", "due soon when this much time is left; by default 15 min"),
    ),
    "reopening": (
        Key(
            "same_fault",
            "duration or workdays",
            "a reopening within this time is the same fault, a later one a new fault; by default 1 workday",
        ),
        Key(
            "within",
            "duration or workdays",
            "how long a ticket can be reopened; after that a new one follows it; by default 5 workdays",
        ),
        Key(
            "answered",
            "list of milestones",
            "promises that a reopening starts again unless an engineer recorded it; by default `engineer_response`",
        ),
        Key(
            "again",
            "list of milestones",
            "promises of a severity that start again with every reopening; by default `arrived` and `diagnosed`",
        ),
    ),
    "on_site": (
        Key(
            "for",
            "duration",
            "how long after the arrival an engineer who has not left counts as on site; by default 12 h",
        ),
    ),
    "pauses": (
        Key("longest", "duration or workdays", "the time after which a pause ends by itself; by default 5 workdays"),
    ),
    "late_entry": (
        Key("after", "duration", "a step recorded this long after it happened is a late entry; by default 30 min"),
    ),
    "month": (
        Key(
            "closes",
            "duration or workdays",
            "what is recorded later does not change the figures; by default 5 workdays",
        ),
    ),
    "calendars": (
        Key("hours", "days = hours", 'weekly hours: `mon-fri = ["09:00-12:00", "13:00-17:30"]`', required=True),
        Key(
            "holidays",
            "country",
            "the country whose public holidays and make-up workdays it follows: `china`, or `none`",
        ),
        Key("dates", "tables by date", "dates that follow neither their weekday nor the holidays"),
        Key("known_until", "year", "the last year whose `dates` are complete: due times beyond it are provisional"),
    ),
    "dates": (
        Key("hours", "hours", "the hours of that date; without hours it is closed"),
        Key("name", "text", "the reason, such as the name of the holiday"),
    ),
    "levels": (Key("calendar", "calendar", "the hours of its clocks", required=True),),
    "severities": (
        Key("level", "level", "the level proposed for it", required=True),
        Key("calendar", "calendar", "overrides the hours of the level"),
    ),
    "milestones": (
        Key("event", "event", "the event that reaches it; by default the event of the same name"),
        Key(
            "until",
            "event or list",
            "the event that ends the milestone; a clock that starts before that event is not needed; `left_site` ends"
            " only what the same person reached; by default a reopening with the symptom",
        ),
        Key("answered_by", "event or list", "later steps that count as reaching it; the earliest counts"),
        Key("voided_by", "match", "an event that undoes what was reached before, and the end of the ticket"),
    ),
    "targets": (
        Key(
            "milestone",
            "event or `{ field }`",
            "what is promised; a field of the start event may name it",
            required=True,
        ),
        Key(
            "start",
            "`call`, `reported`, `occurred` or match",
            "what starts the clock; `at` names the field of the event that contains the time",
            required=True,
        ),
        Key(
            "length",
            "duration, workdays or `{ field }`",
            "the length, or the field that contains the due time",
            required=True,
        ),
        Key(
            "calendar",
            "calendar or `level`",
            "the hours that count; `level`: those of the current level",
            required=True,
        ),
        Key("soft", "true or false", "measured and reported separately, never part of the attainment"),
        Key("when", "conditions", "what must hold when the clock starts"),
        Key("during", "conditions", "what must hold while it runs; otherwise the clock is superseded"),
        Key("restarts", "true or false", "the clock starts when `during` first holds, not at the start event"),
        Key("opens_after", "clause", "the clock is pending until the promise of that clause, defined above it, is due"),
        Key("needs", "event", "the promise applies only if that event was recorded"),
    ),
    "endings": (
        Key("event", "event", "what ends the clocks", required=True),
        Key("where", "fields", "the values that its data must have"),
        Key("outcome", "`waived`, `superseded` or `not_needed`", "what the clocks become", required=True),
        Key(
            "milestones",
            "list of milestones",
            "the milestones whose clocks it ends; all of them if neither milestones nor clauses are named",
        ),
        Key("clauses", "list of clauses", "the targets whose clocks it ends"),
        Key("spared", "list of clauses", "the targets whose clocks it does not end"),
        Key("standing", "true or false", "it also ends clocks that start later, until it is kept or things get worse"),
    ),
    "gates": (
        Key("clause", "clause", "the clause that requires it", required=True),
        Key("when", "conditions", "the tickets to which it applies; all by default"),
        Key(
            "unless",
            "conditions",
            "the tickets to which it does not apply; for a visit at a routine level: `visit_at_call`",
        ),
        Key("overridden", "true or false", "the gate may be overridden with a reason, which is recorded"),
        Key("overridden_by", "list of roles", "who may override it; by default everybody"),
    ),
    "rights": (
        Key(
            "steps",
            "list of steps",
            "the steps that only these roles may take: `visit.depart`; `*` for any noun or verb",
            required=True,
        ),
        Key("roles", "list of roles", "who may take them; one of several rights on a step is enough", required=True),
        Key("clause", "clause", "the clause that requires it"),
        Key("given", "list of fields", "only if one of these fields has a value"),
        Key("where", "fields", "only if these fields have one of these values"),
        Key(
            "when",
            "`after_the_window`, `to_another_customer`, `in_place_of_another`",
            "only in this situation: a reopening later than `[reopening] within`, a record that gets another customer,"
            " a record that is to name somebody else than the person whom it names",
        ),
        Key("named", "`owner`, `staff`, `trainer`", "the person whom this field of the record names may take them too"),
    ),
    "duties": (
        Key("clause", "clause", "the clause that promises it"),
        Key("role", "role", "who keeps it"),
        Key("lead", "whole number", "how many days before the due date it is listed"),
        Key("hard", "true or false", "it counts in the share of promises that were kept"),
        Key("soft", "true or false", "measured separately, as the promise contains no number"),
        Key("on", "true or false", "whether it is listed if its kind is not requested"),
    ),
}


def keys_of(table: str) -> tuple[str, ...]:
    """Return the names of the keys that a table may have."""
    return tuple(key.name for key in TABLES[table])
