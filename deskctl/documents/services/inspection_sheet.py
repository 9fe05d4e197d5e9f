"""The sheet of an inspection to be filled in on site: on paper, or as a table that is read back (S4-inspection)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from deskctl.documents.model.document_format import bracketed, labelled, listed, with_unit
from deskctl.documents.model.tree import Column, Document, Table, facts, section, sections
from deskctl.documents.services.inspection import checklists, equipment_by_site, in_order
from deskctl.documents.services.record_document import customer_of, record_document, signatures
from deskctl.language.i18n import _, either
from deskctl.language.words import STATUSES, capitalized, word
from deskctl.language.words.choices import GROUPS
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.documents.model.tree import Section

_HEADERS = ("item", "name", "group", "value", "verdict", "text", "asset", "last")
_DANGEROUS = ("=", "+", "-", "@", "\t")


def inspection_sheet(form: Mapping[str, Any]) -> Document:
    """Return the sheet with blanks for the values, beside those of the last inspection."""
    return record_document(
        form,
        "inspection-sheet",
        _("Inspection sheet"),
        section(
            _("Overview"),
            facts(
                (_("Customer"), customer_of(form)),
                (_("Site"), listed(form["site_name"], form["address"])),
                (_("Period"), form["period"]),
                (_("Last inspection"), form["before"]),
                (_("Checklists"), checklists(form)),
                (_("On site from"), _BLANK_LINE),
                (_("On site until"), _BLANK_LINE),
                ("*", _("must be filled in") if any(one["item"].required for one in form["items"]) else None),
            ),
        ),
        section(_("Equipment on the site"), _equipment(form)),
        *_groups(form),
        section(_("Tickets from earlier inspections"), _tickets(form)),
        signatures((_("Inspector"), None), (_("Customer"), None)),
        about=form["site_name"],
    )


_BLANK_LINE = "________________"


def _equipment(form: Mapping[str, Any]) -> Table:
    columns = (Column(_("Number"), width=0.8), Column(_("Equipment"), width=2), Column(_("Model")),
               Column(_("Serial number"), width=1.3))  # fmt: skip
    return equipment_by_site(columns, ("id", "name", "model", "serial"), form["assets"])


def _groups(form: Mapping[str, Any]) -> tuple[Section, ...]:
    columns = (
        Column(_("Item"), width=2), Column(_("Last time")), Column(_("Value"), width=1.4),
        Column(_("normal / attention / abnormal"), width=1.4), Column(_("Remark"), width=1.6),
    )  # fmt: skip
    made = []
    for group in in_order(one["item"].group for one in form["items"]):
        rows = tuple(
            (_label(one["item"]), with_unit(one["last"], None), with_unit(one["now"], None), "□        □        □", "")
            for one in form["items"]
            if one["item"].group == group
        )
        made.append(section(capitalized(word(GROUPS, group)), Table(columns, rows, by_hand=True)))
    return sections(*made)


def _label(item: Any) -> str:
    name = bracketed(either(item.zh, item.en), item.unit or "")
    asked = labelled(name, " / ".join(item.choices)) if item.choices else name
    return f"{asked} *" if item.required else asked


def _tickets(form: Mapping[str, Any]) -> Table:
    columns = (Column(_("Ticket"), width=0.7), Column(_("Title"), width=3), Column(_("Status")))
    return Table(columns, tuple(
        (ticket_name(row["number"]), row["title"], word(STATUSES, row["status"])) for row in form["tickets"]
    ))  # fmt: skip


def sheet_as_csv(form: Mapping[str, Any]) -> bytes:
    """Return the sheet as a table for a laptop; `deskctl inspection record --file` reads it back."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEADERS)
    for one in form["items"]:
        item = one["item"]
        cells = (item.key, _label(item), item.group, one["now"] or "", "", "", "", one["last"] or "")
        writer.writerow([f"'{cell}" if cell.startswith(_DANGEROUS) else cell for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
