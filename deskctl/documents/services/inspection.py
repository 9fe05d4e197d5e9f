"""The inspection report (S4-inspection): what was inspected, found and advised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from deskctl.documents.model.clock_arithmetic import duration
from deskctl.documents.model.document_format import (
    between,
    bracketed,
    enumerated,
    listed,
    minute,
    money,
    named_finding,
    with_unit,
)
from deskctl.documents.model.tree import (
    Column,
    Document,
    LabelledValues,
    Section,
    Table,
    TextBlock,
    facts,
    section,
    sections,
)
from deskctl.documents.reports.annex import NO_FILES, Annex
from deskctl.documents.services.record_document import customer_of, nothing_recorded, record_document, signatures
from deskctl.language.i18n import _, either
from deskctl.language.words import STATUSES, capitalized, word
from deskctl.language.words.choices import ADVICE, GROUPS, VERDICTS
from deskctl.language.words.records import RECOMMENDATION_STATES
from deskctl.names import ticket_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def inspection_report(record: Mapping[str, Any], annex: Annex = NO_FILES) -> Document:
    """Return the report of an inspection."""
    return record_document(
        record,
        "inspection",
        _("Inspection report"),
        section(_("Overview"), _overview(record)),
        section(_("Equipment on the site"), _equipment(record)),
        *_groups(record),
        section(_("Findings"), _findings(record)),
        section(_("Analysis, advice, tuning"), *_advice(record)),
        section(_("Recommendations"), _recommendations(record)),
        section(_("Tickets from earlier inspections"), _earlier(record)),
        signatures(
            (_("Inspector"), record["inspector"]), (_("Customer"), listed(record["signer"], record["signer_title"]))
        ),
        *annex.sections(),
        about=record["site_name"],
        mark="" if record["done_at"] else _("Not done yet"),
    )


def _advice(record: Mapping[str, Any]) -> tuple[TextBlock, ...]:
    """Return the advice of an inspection, and of one that was done also that there is none (S4-inspection)."""
    if record["advice"] or not record["done_at"]:
        return tuple(map(TextBlock, record["advice"]))
    return (nothing_recorded(),)


def _overview(record: Mapping[str, Any]) -> LabelledValues:
    zone = ZoneInfo(record["zone"])
    came, went = record["engineer_on_site_from"], record["engineer_on_site_to"]
    return facts(
        (_("Customer"), customer_of(record)),
        (_("Site"), listed(record["site_name"], record["address"])),
        (_("Period"), record["period"]),
        (_("Due"), record["due"]),
        (_("Done"), minute(record["done_at"], zone)),
        (_("Inspector"), record["inspector"]),
        (_("On site"), between(came, went, zone)),
        (_("Time on site"), duration(went - came) if came and went else None),
        (_("Verdict"), _verdict(record)),
        (_("Checklists"), checklists(record)),
    )


def checklists(record: Mapping[str, Any]) -> str:
    """Return the titles of the checklists with their versions."""
    return enumerated(f"{either(zh, en)} v{version}" for zh, en, version in record["checklists"])


def _verdict(record: Mapping[str, Any]) -> str:
    verdicts = {item.get("verdict") for item in record["items"]}
    worst = next((verdict for verdict in ("abnormal", "attention", "normal") if verdict in verdicts), None)
    return word(VERDICTS, worst)


def _equipment(record: Mapping[str, Any]) -> Table:
    columns = (
        Column(_("Equipment"), width=2),
        Column(_("Model")),
        Column(_("Serial number"), width=1.3),
        Column(_("IP address")),
    )
    return equipment_by_site(columns, ("name", "model", "serial", "ip"), record["assets"])


def equipment_by_site(
    columns: tuple[Column, ...], names: tuple[str, ...], assets: Sequence[Mapping[str, Any]]
) -> Table:
    """Return the table of the equipment inspected, with the site of each if there are several sites."""
    if len({row["site_name"] for row in assets}) > 1:
        columns, names = (*columns, Column(_("Site"))), (*names, "site_name")
    return Table(columns, tuple(tuple(row[name] for name in names) for row in assets))


def _groups(record: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return a section for each group of items: what was inspected, now and last time."""
    before = {_inspected(record, one): _value(record, one) for one in (record["before"] or {}).get("items", ())}
    columns = (
        Column(_("Item"), width=2),
        Column(_("Value"), width=1.5),
        Column(_("Verdict")),
        Column(_("Last time"), width=1.5),
        Column(_("Remark"), width=1.2),
    )
    made = []
    for group in in_order(item["group"] for item in record["items"]):
        items = [item for item in record["items"] if item["group"] == group]
        rows = [
            (
                _label(record, item),
                _value(record, item),
                word(VERDICTS, item.get("verdict")),
                before.get(_inspected(record, item), ""),
                listed(item.get("ticket"), item.get("text")),
            )
            for item in items
        ]
        made.append(section(capitalized(word(GROUPS, group)), Table(columns, tuple(rows))))
    return sections(*made)


def _findings(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Finding"), width=3), Column(_("Verdict")), Column(_("Dealt with"), width=2))
    findings = [item for item in record["items"] if _is_finding(item)]
    return Table(
        columns,
        tuple(
            (
                named_finding(_label(record, item), _value(record, item), item.get("text")),
                word(VERDICTS, item.get("verdict")),
                _decided(item),
            )
            for item in findings
        ),
    )


def in_order(groups: Iterable[str]) -> list[str]:
    """Return the groups of items, each once, in the order of the policy; others at the end."""
    order = list(GROUPS)
    return sorted(dict.fromkeys(groups), key=lambda group: order.index(group) if group in order else len(order))


def _value(record: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return the value of an item with its unit."""
    return with_unit(item.get("value"), record["units"].get(item["item"]))


def _is_finding(item: Mapping[str, Any]) -> bool:
    """Return True if an item has a finding or a decision."""
    return item.get("verdict") not in {None, "normal"} or bool(item.get("ticket") or item.get("handled"))


def _label(record: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    """Return the name of an item in the language of the document, with its equipment."""
    name, asset = _inspected(record, item)
    return bracketed(name, record["equipment_names"].get(asset, asset) or "")


def _inspected(record: Mapping[str, Any], item: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return what an item is about: its name, and the id of its equipment, as two devices may have one name."""
    name = str(item["item"])
    return either(*record["names"].get(name, (name, name))), item.get("asset")


def _decided(item: Mapping[str, Any]) -> str:
    """Return the decision on a finding: a ticket, a recommendation, a later day, or none, with the reason."""
    if item.get("ticket"):
        return str(item["ticket"])
    handled = item.get("handled") or {}
    if handled.get("recommendation"):
        return str(handled["recommendation"])
    if handled.get("later"):
        return _("by {day}: {reason}").format(day=handled["later"], reason=handled.get("reason", ""))
    return str(handled.get("reason") or "")


def _recommendations(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Number"), width=0.8), Column(_("Advice"), width=3), Column(_("Kind")),
               Column(_("Cost")), Column(_("State")))  # fmt: skip
    return Table(columns, tuple(
        (row["id"], row["text"], word(ADVICE, row["kind"]), money(row["cost"], record["currency"]),
         word(RECOMMENDATION_STATES, row["state"]))
        for row in record["recommendations"]
    ))  # fmt: skip


def _earlier(record: Mapping[str, Any]) -> Table:
    columns = (Column(_("Ticket"), width=0.7), Column(_("Title"), width=3), Column(_("Status")))
    return Table(columns, tuple(
        (ticket_name(row["number"]), row["title"], word(STATUSES, row["status"])) for row in record["earlier"]
    ))  # fmt: skip
