"""Make a refusal from its remedy and what is known about the ticket."""

from collections.abc import Mapping
from typing import Any

from deskctl.desk.case_file import CaseFile
from deskctl.errors import Refused
from deskctl.operations.rules.remedies import WAYS


def refused(
    kind: str,
    name: str,
    case: CaseFile,
    reported: Mapping[str, Any] | None = None,
    *,
    clause: str | None = None,
    person: str | None = None,
    asker: str | None = None,
) -> Refused:
    """Return a refusal with its sentence, its code, the clause and the remedy.

    The remedy is for the person whom it is about, named if that is not the actor.
    """
    way = WAYS[kind][name]
    consents = [fact.data.get("scope") for fact in case.story.facts if fact.event == "remote_consent"]
    fields = {
        "contact": case.columns["contact"],
        "device": next(filter(None, reversed(consents)), None),
        "part": (reported or {}).get("part"),
        "person": None if person == asker else person,
        "training": case.columns["training"],
    }
    return Refused(
        way.sentence,
        code=way.code,
        ticket=case.name,
        person=person,
        clause=clause,
        remedy=way.remedy(case.name, fields),
    )
