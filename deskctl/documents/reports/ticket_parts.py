"""What several documents say of a ticket: whose it is, the equipment, permissions, parts, promises, the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.tree import Column, Facts, Moment, Table, Timeline, facts
from deskctl.documents.reports.public_words import listed_for_the_customer, words_of
from deskctl.language.i18n import _, either
from deskctl.language.words import EVENTS, MILESTONES, STATES, word
from deskctl.queries.ticket.consents import consents
from deskctl.queries.ticket.history import late_by
from deskctl.queries.ticket.parts import parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.queries.json_values import Shape
    from deskctl.queries.ticket.full_ticket import ActionRow


def customer_facts(given: ArchivedTicket) -> tuple[tuple[str, object], ...]:
    """Describe whose ticket it is and where."""
    site, contact, contract = (given.kept[name] or {} for name in ("site", "contact", "contract"))
    return (
        (_("Customer"), given.customer),
        (_("Contract"), contract.get("no")),
        (_("Site"), listed(site.get("name"), site.get("address"))),
        (_("Contact"), listed(contact.get("name"), contact.get("title"))),
        (_("Telephone"), contact.get("phone")),
        (_("E-mail"), contact.get("email")),
    )


def equipment(given: ArchivedTicket) -> Table:
    """List the equipment that the ticket is about."""
    return Table(
        (
            Column(_("Equipment"), width=2.2),
            Column(_("Model")),
            Column(_("Serial number"), width=1.3),
            Column(_("Warranty until")),
        ),
        tuple((row["name"], row["model"], row["serial"], row["warranty_end"]) for row in given.kept["assets"]),
    )


def people(given: ArchivedTicket) -> str:
    """Return the staff who took a step, in the order of their first."""
    staff = (step.actor for step in given.standing if given.kept["names"].get(step.actor, [""])[0] == "staff")
    return ", ".join(given.person(actor) for actor in dict.fromkeys(staff))


def permissions(given: ArchivedTicket, steps: Sequence[ActionRow] | None = None) -> Table:
    """List what the customer allowed and refused: who, when, how."""
    return Table(
        (
            Column(_("Agreed to"), width=1.6),
            Column(_("Answer"), width=0.8),
            Column(_("By"), width=1.6),
            Column(_("When"), width=1.3),
            Column(_("How"), width=1.2),
            Column(_("Cost"), "number", 0.7),
        ),
        tuple(_permission(given, one) for one in consents(given.standing if steps is None else steps, given.zone)),
    )


def _permission(given: ArchivedTicket, one: Shape) -> tuple[Any, ...]:
    kind = _("remote session") if one["to"] == "remote" else _("part")
    about = listed(kind, given.named(one["scope"]))
    answer = _("allowed") if one["given"] else _("refused")
    by = given.person_and_post(one["by_contact"])
    return about, answer, by, given.minute(one["at"]), given.manner(one["how"]), one["cost"]


def replaced_parts(given: ArchivedTicket, installed: Collection[str | None] | None = None) -> Table:
    """List the parts with old and new serial numbers and where the old one went; those `installed` at some times."""
    return Table(
        (
            Column(_("Part"), width=1.8),
            Column(_("Quantity"), "number", 0.8),
            Column(_("Old serial no.")),
            Column(_("New serial no.")),
            Column(_("Request"), width=0.9),
            Column(_("Installed"), width=1.3),
            Column(_("Faulty part sent in"), width=1.3),
        ),
        tuple(
            (
                _part(given, one["part"]),
                one["qty"] or 1,
                one["old_serial"],
                one["new_serial"],
                one["request"],
                given.minute(one["installed_at"]),
                listed(given.minute(one["returned_at"]), one["rma"]),
            )
            for one in parts(given.standing, given.zone)
            if installed is None or one["installed_at"] in installed
        ),
    )


def _part(given: ArchivedTicket, key: Any) -> str:
    known = given.kept["names"].get(key)
    return listed(known[1], known[2]) if known else str(key or "")


def promises(given: ArchivedTicket) -> Table:
    """List every clock that has begun: clause, promise, due, reached, kept or not."""
    return Table(
        (
            Column(_("Clause"), width=1.45),
            Column(_("Promise"), width=2),
            Column(_("Began"), width=1.45),
            Column(_("Due"), width=1.45),
            Column(_("Reached"), width=1.45),
            Column(_("Outcome")),
        ),
        tuple(_promise(given, clock) for clock in given.kept["clocks"]),
    )


def _promise(given: ArchivedTicket, clock: dict[str, Any]) -> tuple[str, ...]:
    words = either(clock["words"].get("zh"), clock["words"].get("en"))
    promise = listed(word(MILESTONES, clock["milestone"]), _("soft target") if clock["soft"] else "")
    return (
        clock["clause"],
        f"{promise}\n{words}" if words else promise,
        given.minute(clock["start"]),
        _due(given, clock),
        given.minute(clock["stop"]),
        word(STATES, clock["state"]),
    )


def _due(given: ArchivedTicket, clock: dict[str, Any]) -> str:
    due = given.minute(clock["due"])
    if not clock.get("provisional"):
        return due
    return f"{due}\n" + _("calendar {year} not published: due time provisional").format(year=due[:4])


def timeline(given: ArchivedTicket, steps: Iterable[ActionRow]) -> Timeline:
    """Describe the steps to the minute, as the customer may read them; what was entered late is marked."""
    return Timeline(
        tuple(
            Moment(given.minute(step.at), word(EVENTS, step.event), given.person(step.actor), _told(given, step))
            for step in listed_for_the_customer(given, steps)
        )
    )


def _told(given: ArchivedTicket, step: ActionRow) -> str:
    late = _("entered {when}").format(when=given.minute(step.recorded_at)) if late_by(step) else ""
    return listed(words_of(given, step), late)


def entered_late(given: ArchivedTicket) -> int:
    """Count the steps that were entered long after they happened."""
    return sum(late_by(step) > 0 for step in listed_for_the_customer(given, given.standing))


def versions(given: ArchivedTicket) -> Facts:
    """Return what versions a defect, an upgrade or a change came to."""
    bug, upgrade = given.kept["bug"] or {}, given.kept["upgrade"] or {}
    delivered = given.last("change_delivered")
    return facts(
        (_("Defect"), bug.get("id")),
        (_("Fixed in version"), bug.get("fixed_in")),
        (_("System"), given.named(upgrade.get("system"))),
        (_("Version before"), upgrade.get("from_version")),
        (_("Version after"), upgrade.get("to_version")),
        (_("Agreed window"), upgrade.get("window")),
        (_("Way back"), upgrade.get("rollback")),
        (_("Delivered version"), delivered.data.get("version") if delivered else None),
    )
