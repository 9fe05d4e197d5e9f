"""The reads about reference data and the stock."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

_EXAMPLES: Mapping[str, str] = {
    "customer": "CUS-01", "site": "S-0101", "contact": "P-0101", "contract": "CT-01", "asset": "A-0101",
    "staff": "EN1", "roster": "RO-01", "vendor": "VN1", "part": "PT-01", "loaner": "LN-01", "faq": "FAQ-001",
    "course": "CR-01", "account": "CA-01", "training": "TR-001", "advisory": "AD-01", "improvement": "IM-001",
    "certificate": "CERT-1", "catalog": "A", "hotline": "HN-01", "inspection-plan": "IP-001",
    "recommendation": "RC-001", "expert": "EX1", "profile": "SP-01", "evaluation": "EV-001",
    "visit": "V-0001",
    "absence": "AB-01", "callback": "CB-001", "text": "TX-01",
}  # fmt: skip
"""Noun -> id of a record in the demo desk, for the examples."""


_ANSWERS = "deskctl.cli.documents.answer_commands"
_COURSES = "deskctl.cli.services.course_commands"
_LIST_HELPS: Mapping[str, str] = {"roster": N_("List the shifts; `deskctl on-call gaps` lists the gaps between them.")}
"""Noun -> help of its list, if it has one of its own."""


def of_record(noun: str, key: str) -> Mapping[str, Stub]:
    """Return the reads that every noun of reference data has."""
    module = "deskctl.cli.reads.records"
    return {
        "list": Stub(
            _LIST_HELPS.get(noun, N_("List them.")), f"{module}:listing:{noun}", f"deskctl {noun} list --json", (noun,)
        ),
        "show": Stub(
            N_("Show one with its history."),
            f"{module}:showing:{noun}",
            f"deskctl {noun} show {key}",
            (f"{noun}-full",),
        ),
    }


READS: Mapping[str, Mapping[str, Stub]] = {
    **{noun: of_record(noun, key) for noun, key in _EXAMPLES.items()},
    "customer": {
        **of_record("customer", "CUS-01"),
        "card": Stub(
            N_("Show a customer at a glance: people, contract, tickets, and the services that are due."),
            "deskctl.cli.services.customer_card:card",
            "deskctl customer card CUS-01 --json",
            ("customer-card",),
        ),
    },
    "course": {
        **of_record("course", "CR-01"),
        "catalogue": Stub(
            N_("List the courses that a customer's account may read, logged in as the customer."),
            f"{_COURSES}:show_catalogue",
            "deskctl course catalogue --username qinghe --password-stdin",
            ("catalogue",),
        ),
        "fetch": Stub(
            N_("Save the files of a course, logged in as the customer."),
            f"{_COURSES}:fetch",
            "deskctl course fetch CR-01 --username qinghe --password-stdin -o courses",
            ("course-file",),
        ),
        "export": Stub(
            N_("Save the files of a course; the access is logged with the actor."),
            f"{_COURSES}:export",
            "deskctl course export CR-01 -o courses",
            ("course-file",),
        ),
    },
    "faq": {
        **of_record("faq", "FAQ-001"),
        "show": Stub(
            N_("Show one answer with its history, as it is now or in an earlier version."),
            f"{_ANSWERS}:show",
            "deskctl faq show FAQ-001 --version 1",
            ("faq-full",),
        ),
        "documents": Stub(
            N_("List the documents of answers, and who received them."),
            f"{_ANSWERS}:documents",
            "deskctl faq documents",
            ("faq-document",),
        ),
        "changes": Stub(
            N_("List the answers that are new, changed or retired since a document was issued, or after a time."),
            f"{_ANSWERS}:changes",
            "deskctl faq changes FD-01",
            ("faq-change",),
        ),
        "export": Stub(
            N_("Export a document of answers as it was issued."),
            f"{_ANSWERS}:export",
            "deskctl faq export FD-01 --format html",
            ("document",),
        ),
    },
    "account": {
        **of_record("account", "CA-01"),
        "accesses": Stub(
            N_("List the accesses to the courseware: by whom, when, which files, and failed logins."),
            f"{_COURSES}:accesses",
            "deskctl account accesses --account CA-02",
            ("access",),
        ),
    },
    "advisory": {
        **of_record("advisory", "AD-01"),
        "matches": Stub(
            N_("List the customers concerned by a notice, with their equipment, and who has received it."),
            "deskctl.cli.services.advisories:matches",
            "deskctl advisory matches AD-01",
            ("advisory-match",),
        ),
        "export": Stub(
            N_("Export the letter with a notice to a customer."),
            "deskctl.cli.documents.service_documents:letter",
            "deskctl advisory export AD-01 --customer CUS-04",
            ("document",),
        ),
    },
    "recommendation": {
        **of_record("recommendation", "RC-001"),
        "export": Stub(
            N_("Export the letter with a recommendation to the customer."),
            "deskctl.cli.documents.service_documents:recommendation",
            "deskctl recommendation export RC-001",
            ("document",),
        ),
    },
    "training": {
        **of_record("training", "TR-001"),
        "export": Stub(
            N_("Export the record of a training, or its attendance sheet."),
            "deskctl.cli.documents.service_documents:training",
            "deskctl training export TR-001 --attendance",
            ("document",),
        ),
    },
    "stock": {
        "cover": Stub(
            N_("List the key models with the parts and loaners that can replace them."),
            "deskctl.cli.services.key_model_cover:cover",
            "deskctl stock cover --state none",
            ("stock-cover",),
        ),
        "list": Stub(
            N_("List the stock of parts, and those below their minimum."),
            "deskctl.cli.reads.records:stock",
            "deskctl stock list --below-minimum",
            ("stock",),
        ),
    },
}
