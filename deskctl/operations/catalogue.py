"""All operations: each noun with its help, each verb with the class that does it, loaded when it is asked for."""

from collections.abc import Mapping
from importlib import import_module

from deskctl.errors import Usage
from deskctl.i18n import N_
from deskctl.operations.base import Operation

NOUNS: Mapping[str, str] = {
    "ticket": N_("Open tickets, answer, assign, resolve and close them; list and show them."),
    "call": N_("Log calls with the customer."),
    "remote": N_("Remote sessions, and the customer's permission for them."),
    "visit": N_("Visits on site: request, way, arrival, work log, departure."),
    "diagnosis": N_("State the cause of a fault."),
    "report": N_("Write, issue and send the incident report."),
    "feedback": N_("Record the customer's word on the result."),
}

_CLASSES: Mapping[str, str] = {
    "ticket.open": "intake:OpenTicket",
    "ticket.answer": "tickets:Answer",
    "ticket.respond": "tickets:Respond",
    "ticket.assign": "tickets:Assign",
    "ticket.resolve": "tickets:Resolve",
    "ticket.close": "tickets:Close",
    "call.log": "calls:LogCall",
    "remote.consent": "remote:Consent",
    "remote.start": "remote:Start",
    "remote.end": "remote:End",
    "visit.request": "visits:Request",
    "visit.depart": "visits:Depart",
    "visit.arrive": "visits:Arrive",
    "visit.log": "visits:Log",
    "visit.leave": "visits:Leave",
    "diagnosis.record": "diagnosis:Record",
    "report.write": "reports:Write",
    "report.issue": "reports:Issue",
    "report.send": "reports:Send",
    "feedback.satisfied": "feedback:Satisfied",
    "feedback.not-satisfied": "feedback:NotSatisfied",
}


def names() -> tuple[str, ...]:
    """Give every operation as `noun.verb`."""
    return tuple(_CLASSES)


def verbs(noun: str) -> tuple[str, ...]:
    """Give the verbs of a noun."""
    return tuple(name.partition(".")[2] for name in _CLASSES if name.partition(".")[0] == noun)


def find(noun: str, verb: str) -> type[Operation]:
    """Load the class of an operation."""
    place = _CLASSES.get(f"{noun}.{verb}")
    if place is None:
        raise Usage(N_("There is no operation {name}."), name=f"{noun}.{verb}", hint="deskctl --help")
    module, _, name = place.partition(":")
    operation: type[Operation] = getattr(import_module(f"deskctl.operations.{module}"), name)
    return operation
