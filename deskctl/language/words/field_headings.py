"""The headings of fields in lists and records."""

from collections.abc import Mapping

from deskctl.field_words import FIELD_WORDS
from deskctl.language.i18n import N_, _
from deskctl.language.words import capitalized

HEADINGS: Mapping[str, str] = {
    "id": N_("Id"), "name": N_("Name"), "maintenance_end": N_("Maintained until"), "open_tickets": N_("Open"),
    "maintenance_start": N_("Maintained from"), "title": N_("Title"), "phone": N_("Phone"), "email": N_("E-mail"),
    "address": N_("Address"), "no": N_("Number"), "ticket": N_("Ticket"), "reported_at": N_("Reported"),
    "status": N_("Status"), "model": N_("Model"), "customer": N_("Customer"), "warranty_end": N_("Warranty until"),
    "serial": N_("Serial number"), "site": N_("Site"), "criticality": N_("Criticality"), "ip": N_("Address"),
    "vendor": N_("Manufacturer"), "text": N_("Text"), "in_stock": N_("In stock"), "min_qty": N_("Least"),
    "location": N_("Place"), "moved_at": N_("When"), "kind": N_("What"), "qty": N_("How many"),
    "begins_at": N_("Begins"), "ends_at": N_("Ends"), "expires": N_("Expires"), "due_at": N_("Due"),
    "sender": N_("Sender"), "subject": N_("Subject"), "position": N_("Position"),
    "people": N_("People"), "sites": N_("Sites"), "contracts": N_("Contracts"), "history": N_("History"),
    "equipment": N_("Equipment"), "profile": N_("Profile"), "fits": N_("Fits into"), "moves": N_("Movements"),
    "shifts": N_("On call"), "certificates": N_("Certificates"), "mail": N_("Mail"), "words": N_("Words"),
    "files": N_("Files"), "duty": N_("Now"), "type": N_("Type"), "size": N_("File size"),
}  # fmt: skip
"""The headings of lists and of the parts of a record."""

_OF_ONE_RECORD: Mapping[str, str] = {
    "lang": N_("Language"), "out_on": N_("Lent for"), "source_ticket": N_("From ticket"), "period": N_("Month"),
    "done_at": N_("Done"), "done_by": N_("Done by"), "signed_by": N_("Signed by"), "at": N_("When"),
    "engineer_on_site_from": N_("On site from"), "engineer_on_site_to": N_("On site until"), "state": N_("State"),
    "with_contact": N_("Spoke with"), "material_delivered_at": N_("Material delivered"), "by": N_("By"),
    "delivered_to": N_("Delivered to"), "received_at": N_("Received"), "from_contact": N_("Contact"),
    "from_address": N_("Address"), "from_name": N_("Sender"), "text_new": N_("New in it"), "handled_at": N_("Handled"),
    "handled_by": N_("Handled by"), "joins": N_("Joins"), "suggests": N_("May belong to"), "answers": N_("Answers"),
    "duplicate_of": N_("Same mail as"), "due": N_("Due"), "roles": N_("Roles"), "users": N_("User names"),
}  # fmt: skip


def field_heading(name: str) -> str | None:
    """Return the heading of a field in the current language; None if the field has no word."""
    heading = HEADINGS.get(name) or _OF_ONE_RECORD.get(name)
    if heading:
        return _(heading)
    word = FIELD_WORDS.get(name)
    return capitalized(_(word)) if word else None
