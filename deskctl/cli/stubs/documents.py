"""The commands that export documents."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.cli.stubs.records import of_record
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "report": {
        "list": Stub(
            N_("List the issued reports, by customer, equipment or period."),
            "deskctl.cli.documents.issued_reports:list_",
            "deskctl report list --customer CUS-01 --json",
            ("report",),
        ),
        "export": Stub(
            N_("Export the incident report of a ticket as a document."),
            "deskctl.cli.documents.document_commands:report",
            "deskctl report export T-001 --format docx",
            ("document",),
        ),
    },
    "sheet": {
        "export": Stub(
            N_("Export the service sheet of a visit as a document."),
            "deskctl.cli.documents.document_commands:sheet",
            "deskctl sheet export T-010 --visit 1",
            ("document",),
        ),
    },
    "month": {
        "show": Stub(
            N_("Show the figures of a month: tickets, their promises, and separately the promises of services."),
            "deskctl.cli.documents.month_figures:show",
            "deskctl month show 2026-11 --json",
            ("month-figures",),
        ),
        "export": Stub(
            N_("Export the service report of a month as a document."),
            "deskctl.cli.documents.document_commands:month",
            "deskctl month export 2026-10 --customer CUS-01",
            ("document",),
        ),
    },
    "inspection": {
        **of_record("inspection", "IN-2026-11-CUS-02"),
        "show": Stub(
            N_("Show one with its history, its files, the missing items, and the next one of the site."),
            "deskctl.cli.services.inspections:show",
            "deskctl inspection show IN-2026-12-S-0401",
            ("inspection-ahead",),
        ),
        "export": Stub(
            N_("Export the report of an inspection as a document."),
            "deskctl.cli.documents.document_commands:inspection",
            "deskctl inspection export IN-2026-11-CUS-02",
            ("document",),
        ),
        "sheet": Stub(
            N_("Export the sheet of an inspection, to be filled in on site."),
            "deskctl.cli.documents.service_documents:sheet",
            "deskctl inspection sheet IN-2026-11-CUS-04 --format pdf",
            ("document",),
        ),
    },
    "checklist": {
        "list": Stub(
            N_("List the checklists: those shipped with deskctl, and the firm's own."),
            "deskctl.cli.services.checklists:list_",
            "deskctl checklist list --json",
            ("checklist-items",),
        ),
        "show": Stub(
            N_("Show a checklist with its items."),
            "deskctl.cli.services.checklists:show",
            "deskctl checklist show server",
            ("checklist-items",),
        ),
        "check": Stub(
            N_("Check the checklist in a file without installing it."),
            "deskctl.cli.services.checklists:check",
            "deskctl checklist check server-room.toml",
            ("checklist-items",),
        ),
    },
    "return-visit": {
        **of_record("return-visit", "RV-002"),
        "export": Stub(
            N_("Export the record of a return visit as a document."),
            "deskctl.cli.documents.document_commands:return_visit",
            "deskctl return-visit export RV-002",
            ("document",),
        ),
    },
    "remote": {
        "export": Stub(
            N_("Export the record of a remote session as a document."),
            "deskctl.cli.documents.document_commands:remote",
            "deskctl remote export T-003",
            ("document",),
        ),
    },
}
