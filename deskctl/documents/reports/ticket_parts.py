"""Parts shared by several documents on a ticket: customer, equipment, permissions, parts, promises, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import enumerated, listed, money
from deskctl.documents.model.tree import Column, LabelledValues, Table, Timeline, TimelineEntry, facts
from deskctl.documents.reports.public_texts import listed_for_the_customer, text_of
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


def customer_facts(archived: ArchivedTicket) -> tuple[tuple[str, object], ...]:
    """Return customer, contract, site and contact of the ticket."""
    site, contact, contract = (archived.kept[name] or {} for name in ("site", "contact", "contract"))
    return (
        (_("Customer"), archived.customer),
        (_("Contract"), contract.get("no")),
        (_("Site"), listed(site.get("name"), site.get("address"))),
        (_("Contact"), listed(contact.get("name"), contact.get("title"))),
        (_("Telephone"), contact.get("phone")),
        (_("E-mail"), contact.get("email")),
    )


def equipment(archived: ArchivedTicket) -> Table:
    """Return the equipment of the ticket."""
    return Table(
        (
            Column(_("Equipment"), width=2.2),
            Column(_("Model")),
            Column(_("Serial number"), width=1.3),
            Column(_("Warranty until")),
        ),
        tuple((row["name"], row["model"], row["serial"], row["warranty_end"]) for row in archived.kept["assets"]),
    )


def people(archived: ArchivedTicket) -> str:
    """Return the staff who took part, in order of their first action."""
    staff = (step.actor for step in archived.in_force if archived.is_staff(step.actor))
    return enumerated(archived.person(actor) for actor in dict.fromkeys(staff))


def permissions(archived: ArchivedTicket, steps: Sequence[ActionRow] | None = None) -> Table:
    """Return the table of permissions that the customer gave or refused: who, when, how."""
    return Table(
        (
            Column(_("Agreed to"), width=1.6),
            Column(_("Answer"), width=0.8),
            Column(_("By"), width=1.6),
            Column(_("When"), width=1.3),
            Column(_("How"), width=1.2),
            Column(_("Cost"), "number", 0.9),
        ),
        tuple(
            _permission(archived, one) for one in consents(archived.in_force if steps is None else steps, archived.zone)
        ),
    )


def _permission(archived: ArchivedTicket, one: Shape) -> tuple[Any, ...]:
    kind = _("remote session") if one["to"] == "remote" else _("part")
    about = listed(kind, archived.named(one["scope"]))
    answer = _("allowed") if one["given"] else _("refused")
    by = archived.person_and_post(one["by_contact"])
    cost = money(one["cost"], archived.kept.get("currency"))
    return about, answer, by, archived.minute(one["at"]), archived.manner(one["how"]), cost


def replaced_parts(archived: ArchivedTicket, installed: Collection[str | None] | None = None) -> Table:
    """Return the table of replaced parts with serial numbers, or only of those `installed` at one of these times."""
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
                _part(archived, one["part"]),
                one["qty"] or 1,
                one["old_serial"],
                one["new_serial"],
                one["request"],
                archived.minute(one["installed_at"]),
                listed(archived.minute(one["returned_at"]), one["rma"]),
            )
            for one in parts(archived.in_force, archived.zone)
            if installed is None or one["installed_at"] in installed
        ),
    )


def _part(archived: ArchivedTicket, key: Any) -> str:
    names = archived.kept["names"].get(key)
    return listed(names[1], names[2]) if names else str(key or "")


def promises(archived: ArchivedTicket) -> Table:
    """Return the table of all started clocks: clause, promise, due time, stop, outcome."""
    return Table(
        (
            Column(_("Clause"), width=1.45),
            Column(_("Promise"), width=2),
            Column(_("Began"), width=1.45),
            Column(_("Due"), width=1.45),
            Column(_("Reached"), width=1.45),
            Column(_("Outcome")),
        ),
        tuple(_promise(archived, clock) for clock in archived.kept["clocks"]),
    )


def _promise(archived: ArchivedTicket, clock: dict[str, Any]) -> tuple[str, ...]:
    words = either(clock["words"].get("zh"), clock["words"].get("en"))
    promise = listed(word(MILESTONES, clock["milestone"]), _("soft target") if clock["soft"] else "")
    return (
        clock["clause"],
        f"{promise}\n{words}" if words else promise,
        archived.minute(clock["start"]),
        _due(archived, clock),
        archived.minute(clock["stop"]),
        word(STATES, clock["state"]),
    )


def _due(archived: ArchivedTicket, clock: dict[str, Any]) -> str:
    due = archived.minute(clock["due"])
    if not clock.get("provisional"):
        return due
    return f"{due}\n" + _("calendar {year} not published: due time provisional").format(year=due[:4])


def timeline(archived: ArchivedTicket, steps: Iterable[ActionRow]) -> Timeline:
    """Return the timeline of the actions with the texts that the customer may read; late entries are marked."""
    return Timeline(
        tuple(
            TimelineEntry(
                archived.minute(step.at),
                word(EVENTS, step.event),
                archived.person(step.actor),
                _details(archived, step),
            )
            for step in listed_for_the_customer(archived, steps)
        )
    )


def _details(archived: ArchivedTicket, step: ActionRow) -> str:
    is_late = late_by(step, archived.late_after) > 0
    late = _("entered {when}").format(when=archived.minute(step.recorded_at)) if is_late else ""
    return listed(text_of(archived, step), late)


def entered_late(archived: ArchivedTicket) -> int:
    """Return the number of actions that were entered late."""
    return sum(late_by(step, archived.late_after) > 0 for step in listed_for_the_customer(archived, archived.in_force))


def versions(archived: ArchivedTicket) -> LabelledValues:
    """Return the versions of a defect, an upgrade or a change."""
    bug, upgrade = archived.kept["bug"] or {}, archived.kept["upgrade"] or {}
    delivered = archived.last("change_delivered")
    return facts(
        (_("Defect"), bug.get("id")),
        (_("Fixed in version"), bug.get("fixed_in")),
        (_("System"), archived.named(upgrade.get("system"))),
        (_("Version before"), upgrade.get("from_version")),
        (_("Version after"), upgrade.get("to_version")),
        (_("Agreed window"), upgrade.get("window")),
        (_("Rollback plan"), upgrade.get("rollback")),
        (_("Delivered version"), delivered.data.get("version") if delivered else None),
    )
