"""All operations: each noun with its help, each verb with the class that does it, loaded when it is asked for."""

from collections.abc import Mapping
from importlib import import_module

from deskctl.errors import Usage
from deskctl.i18n import N_
from deskctl.operations.base import Operation

NOUNS: Mapping[str, str] = {
    "calendar": N_("The calendars: open hours, due times, days off and make-up workdays."),
    "ticket": N_("Open tickets, answer, assign, resolve and close them; list and show them."),
    "call": N_("Log calls with the customer."),
    "remote": N_("Remote sessions, and the customer's permission for them."),
    "visit": N_("Visits on site: request, way, arrival, work log, departure."),
    "diagnosis": N_("State the cause of a fault, explain it, give the plan, call in specialists."),
    "vendor": N_("The makers: cases with them, their answers, their engineers on site; keep them."),
    "emergency": N_("Declare, prepare for and revoke the emergency state."),
    "part": N_("Spare parts: consent, check, request, installation, repair; keep them."),
    "loaner": N_("Equipment that stands in for the faulty one: out, in use, back; keep it."),
    "stock": N_("Take parts into the stock and out of it."),
    "upgrade": N_("Upgrades and patches: start, finish, check, roll back."),
    "bug": N_("Errors of our own software."),
    "change": N_("Change requests: decide and deliver."),
    "charge": N_("What the customer pays: agreed, declined, recorded."),
    "report": N_("Write, issue and send the incident report."),
    "feedback": N_("Record the customer's word on the result."),
    "evaluation": N_("Ask for the customer's evaluation and record it."),
    "faq": N_("Questions that are asked often, and their answers."),
    "course": N_("Online courseware."),
    "account": N_("The customers' keys to the courseware."),
    "training": N_("Trainings at the customer's: suggest, open, hold, hand over the material."),
    "customer": N_("Customers: add, edit, list, show."),
    "site": N_("The customers' sites."),
    "contact": N_("The people at the customers'."),
    "contract": N_("What was agreed with the customers."),
    "asset": N_("The equipment under maintenance."),
    "staff": N_("The firm's people and what they may do."),
    "roster": N_("Who of the lead engineers is on call, and when."),
}

_CLASSES: Mapping[str, str] = {
    "ticket.open": "intake:OpenTicket",
    "ticket.answer": "tickets:Answer",
    "ticket.hand-over": "handover:HandOver",
    "ticket.notify": "handover:Notify",
    "ticket.respond": "tickets:Respond",
    "ticket.assign": "handover:Assign",
    "ticket.choose-severity": "classing:ChooseSeverity",
    "ticket.set-severity": "classing:SetSeverity",
    "ticket.set-level": "classing:SetLevel",
    "ticket.set-scope": "classing:SetScope",
    "ticket.request-response": "wishes:RequestResponse",
    "ticket.pause": "wishes:Pause",
    "ticket.resume": "wishes:Resume",
    "ticket.resolve": "tickets:Resolve",
    "ticket.reopen": "endings:Reopen",
    "ticket.mark-duplicate": "endings:MarkDuplicate",
    "ticket.close": "tickets:Close",
    "ticket.close-without-answer": "endings:CloseWithoutAnswer",
    "ticket.note": "calls:Note",
    "ticket.summarise": "evaluations:Summarise",
    "ticket.correct": "corrections:Correct",
    "call.log": "calls:LogCall",
    "remote.consent": "remote:Consent",
    "remote.refuse": "remote:Refuse",
    "remote.start": "remote:Start",
    "remote.end": "remote:End",
    "visit.request": "visit_requests:Request",
    "visit.reply": "visit_requests:Reply",
    "visit.agree-second-workday": "visit_requests:AgreeSecondWorkday",
    "visit.plan": "visit_requests:Plan",
    "visit.cancel": "visit_requests:Cancel",
    "visit.depart": "visits:Depart",
    "visit.arrive": "visits:Arrive",
    "visit.log": "visits:Log",
    "visit.leave": "visits:Leave",
    "diagnosis.record": "diagnosis:Record",
    "diagnosis.explain": "diagnosis:Explain",
    "diagnosis.plan": "diagnosis:Plan",
    "diagnosis.engage-developers": "specialists:EngageDevelopers",
    "diagnosis.consult": "specialists:Consult",
    "vendor.contact": "vendor_cases:Contact",
    "vendor.answer": "vendor_cases:Answer",
    "vendor.arrive": "vendor_cases:Arrive",
    "emergency.declare": "emergencies:Declare",
    "emergency.prepare": "emergencies:Prepare",
    "emergency.revoke": "emergencies:Revoke",
    "part.consent": "part_consents:Consent",
    "part.refuse": "part_consents:Refuse",
    "part.inform": "part_consents:Inform",
    "part.verify": "part_consents:Verify",
    "part.mismatch": "part_consents:Mismatch",
    "part.request": "part_moves:Request",
    "part.receive": "part_moves:Receive",
    "part.install": "part_moves:Install",
    "part.return": "part_moves:Return",
    "part.returned": "part_moves:Returned",
    "loaner.due": "loaners:Due",
    "loaner.send": "loaners:Send",
    "loaner.provide": "loaners:Provide",
    "loaner.return": "loaners:Return",
    "upgrade.start": "upgrades:Start",
    "upgrade.finish": "upgrades:Finish",
    "upgrade.verify": "upgrades:Verify",
    "upgrade.fail": "upgrades:Fail",
    "upgrade.roll-back": "upgrades:RollBack",
    "bug.fix": "bugs:Fix",
    "change.decide": "changes:Decide",
    "change.deliver": "changes:Deliver",
    "charge.agree": "charges:Agree",
    "charge.decline": "charges:Decline",
    "charge.record": "charges:Record",
    "report.write": "reports:Write",
    "report.issue": "reports:Issue",
    "report.send": "reports:Send",
    "feedback.satisfied": "feedback:Satisfied",
    "feedback.not-satisfied": "feedback:NotSatisfied",
    "evaluation.ask": "evaluations:Ask",
    "evaluation.record": "evaluations:Record",
    "faq.publish": "knowledge:PublishFaq",
    "course.recommend": "knowledge:RecommendCourse",
    "account.reset": "knowledge:ResetAccount",
    "training.suggest": "knowledge:SuggestTraining",
    "training.open": "knowledge:OpenTraining",
    "training.add": "trainings:AddTraining",
    "training.edit": "trainings:EditTraining",
    "training.hand-over": "trainings:HandOver",
    "customer.add": "customers:AddCustomer",
    "customer.edit": "customers:EditCustomer",
    "site.add": "customers:AddSite",
    "site.edit": "customers:EditSite",
    "contact.add": "customers:AddContact",
    "contact.edit": "customers:EditContact",
    "contract.add": "contracts:AddContract",
    "contract.edit": "contracts:EditContract",
    "asset.add": "assets:AddAsset",
    "asset.edit": "assets:EditAsset",
    "vendor.add": "assets:AddVendor",
    "vendor.edit": "assets:EditVendor",
    "staff.add": "staff:AddPerson",
    "staff.edit": "staff:EditPerson",
    "calendar.add": "calendar_days:AddDay",
    "roster.add": "staff:AddDuty",
    "roster.edit": "staff:EditDuty",
    "part.add": "store_room:AddPart",
    "part.edit": "store_room:EditPart",
    "loaner.add": "store_room:AddLoaner",
    "loaner.edit": "store_room:EditLoaner",
    "stock.receive": "store_room:Receive",
    "stock.issue": "store_room:Issue",
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
