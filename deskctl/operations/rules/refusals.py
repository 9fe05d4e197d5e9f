"""Make a refusal from its template and the values of a ticket."""

from collections.abc import Mapping
from typing import Any

from deskctl.desk.case_file import CaseFile
from deskctl.errors import Refused
from deskctl.operations.rules.refusal_templates import TEMPLATES


def make_refusal(
    kind: str,
    name: str,
    case: CaseFile,
    data: Mapping[str, Any] | None = None,
    *,
    clause: str | None = None,
    person: str | None = None,
    actor: str | None = None,
) -> Refused:
    """Return a refusal with its sentence, code, clause and remedy.

    `data` is that of the refused action. The remedy names the `person` whom the refusal is about, unless that is the
    `actor`.
    """
    template = TEMPLATES[kind][name]
    consents = [fact.data.get("scope") for fact in case.story.facts if fact.event == "remote_consent"]
    fields = {
        "contact": case.columns["contact"],
        "device": next(filter(None, reversed(consents)), None),
        "part": (data or {}).get("part"),
        "person": None if person == actor else person,
        "training": case.columns["training"],
    }
    return Refused(
        template.sentence,
        code=template.code,
        ticket=case.name,
        person=person,
        clause=clause,
        remedy=template.remedy(case.name, fields),
    )
