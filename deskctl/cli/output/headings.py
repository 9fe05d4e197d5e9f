"""The headings of fields in tables, and the fields that are named by their headings."""

from collections.abc import Mapping, Sequence

from deskctl.cli.output.record_headings import RECORD_HEADINGS
from deskctl.language.i18n import LANGUAGES, N_, _

_HEADINGS: Mapping[str, str] = {
    "ticket": N_("Ticket"),
    "next_milestone": N_("Next promise"),
    "next_due_at": N_("Due"),
    "remaining": N_("Remaining"),
    "status": N_("Status"),
    "level": N_("Level"),
    "severity": N_("Severity"),
    "customer_name": N_("Customer"),
    "title": N_("Title"),
    "owner": N_("Owner"),
    "milestone": N_("Promise"),
    "taken_back_by": N_("Undone by"),
    "clause": N_("Clause"),
    "state": N_("State"),
    "start": N_("Start"),
    "due": N_("Due"),
    "stop": N_("Stop"),
    "calendar": N_("Calendar"),
    "seq": N_("No."),
    "at": N_("When"),
    "actor": N_("Actor"),
    "actor_name": N_("Name"),
    "event": N_("Event"),
    "note": N_("Note"),
    "data": N_("Data"),
    "action": N_("Action"),
    "customer": N_("Customer id"),
    "site": N_("Site"),
    "kind": N_("Kind"),
    "catalog": N_("Catalogue item"),
    "channel": N_("Channel"),
    "mode": N_("Mode"),
    "reported_at": N_("Reported"),
    "occurred_at": N_("Occurred"),
    "overdue": N_("Overdue"),
    "contact": N_("Contact id"),
    "description": N_("Description"),
    "policy": N_("Policy"),
    "fault_class": N_("Fault"),
    "assets": N_("Assets"),
    "actions": N_("Actions"),
    "clocks": N_("Clocks"),
    "reports": N_("Reports"),
    "consents": N_("Consents"),
    "visits": N_("Visits"),
    "parts": N_("Parts"),
    "clauses": N_("Clauses"),
    "recorded_at": N_("Recorded"),
    "duration": N_("Duration"),
    "soft": N_("Soft"),
    "reason": N_("Reason"),
    "engineer": N_("Engineer"),
    "store": N_("Store"),
    "name": N_("Name"),
    "from": N_("From"),
    "until": N_("Until when"),
    "leave_by": N_("Set out by"),
    "id": N_("Number"),
    "of": N_("For"),
    "site_name": N_("Name of the site"),
    "engineers": N_("Engineers"),
    "conflicts": N_("Conflicts"),
    "staff": N_("Who"),
    "role": N_("Role"),
    "skills": N_("Skills"),
    "phone": N_("Phone"),
    "where": N_("Where"),
    "minutes": N_("Minutes there"),
    "next": N_("Next"),
    "made": N_("Created"),
    "month": N_("Month"),
    "as_of": N_("As of"),
    "new": N_("New"),
    "closed": N_("Closed"),
    "open": N_("Open"),
    "promises_met": N_("Promises kept"),
    "promises_missed": N_("Promises missed"),
    "promises_rate": N_("Promises kept, share"),
    "services": N_("Services"),
    "services_met": N_("Services kept"),
    "services_missed": N_("Services missed"),
    "services_rate": N_("Services kept, share"),
    "entered_late": N_("Entered late"),
    "left_out": N_("Left out of the figures"),
    "scores": N_("Scores"),
    "unanswered": N_("Asked, not answered"),
    "planned": N_("Promised"),
    "met": N_("Kept"),
    "missed": N_("Missed"),
    "waived": N_("Waived"),
    "coming": N_("Not due yet"),
    "rate": N_("Share"),
    "rows": N_("Rows"),
    "hint": N_("Command"),
    "planned_at": N_("Planned"),
    "missing": N_("Missing"),
    "signed_by": N_("Signed by"),
    "retired_at": N_("Retired"),
    "subject": N_("Subject"),
    "due_on": N_("Due day"),
    "due_at": N_("Due"),
    "end": N_("End"),
    "text": N_("Words"),
    "words": N_("Words"),
    "done_at": N_("Done"),
    "attachment": N_("File"),
    "size": N_("File size"),
    "type": N_("Content"),
    "public": N_("For the customer"),
    "claims": N_("Claims to be"),
    "hidden_at": N_("Hidden"),
    "purged_at": N_("Purged"),
    "added_at": N_("Added"),
    "added_by": N_("Added by"),
    "document": N_("Document"),
    "system": N_("System"),
    "lang": N_("Language"),
    "version": N_("Version"),
    "versions": N_("Versions"),
    "issued": N_("Issued"),
    "answers": N_("Answers"),
    "delivered": N_("Delivered"),
    "audience": N_("For whom"),
    "username": N_("User name"),
    "active": N_("Active"),
    "account": N_("Account"),
    "course": N_("Course"),
    "file": N_("File"),
    "files": N_("Files"),
    "access": N_("Number"),
    "change": N_("Change"),
    "faq": N_("Answer"),
    "version_then": N_("Version then"),
    "question": N_("Question"),
    "answer": N_("Answer"),
    "topic": N_("Topic"),
    "review_by": N_("Review by"),
}


_OWN_HEADINGS: Mapping[tuple[str, str], str] = {
    ("setting", "from"): N_("Set by"),
    ("options", "profile"): N_("Kind of promises"),
}
"""The headings of fields of a shape, or of a mapping in a record, that mean something else elsewhere."""


def heading(name: str, of: str = "") -> str:
    """Return the heading of a field in the reader's language; its name if it has none."""
    if own := _OWN_HEADINGS.get((of, name), _HEADINGS.get(name, RECORD_HEADINGS.get(name))):
        return _(own)
    from deskctl.language.words.field_headings import field_heading

    return field_heading(name) or name.replace("_", " ")


def field_of(written: str, fields: Sequence[str]) -> str | None:
    """Return the field that is written as its name or heading, in either language; None if none fits, or several do."""
    if written in fields:
        return written
    from deskctl.language.i18n import translated
    from deskctl.language.words.choice_codes import fitting_code

    shown = {name: [translated(_HEADINGS[name], lang) for lang in LANGUAGES] for name in fields if name in _HEADINGS}
    return fitting_code(written, shown) or fitting_code(written, {name: [name] for name in fields})
