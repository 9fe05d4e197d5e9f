"""All operations: each noun with its help, each verb with the class that does it, loaded when it is asked for."""

from collections.abc import Mapping
from importlib import import_module

from deskctl.errors import Usage
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation

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
    "ticket.open": "tickets.opening:OpenTicket",
    "ticket.answer": "tickets.life_cycle:Answer",
    "ticket.hand-over": "tickets.handover:HandOver",
    "ticket.notify": "tickets.handover:Notify",
    "ticket.respond": "tickets.life_cycle:Respond",
    "ticket.assign": "tickets.handover:Assign",
    "ticket.choose-severity": "tickets.classification:ChooseSeverity",
    "ticket.set-severity": "tickets.classification:SetSeverity",
    "ticket.set-level": "tickets.classification:SetLevel",
    "ticket.set-scope": "tickets.classification:SetScope",
    "ticket.request-response": "tickets.response_requests:RequestResponse",
    "ticket.pause": "tickets.response_requests:Pause",
    "ticket.resume": "tickets.response_requests:Resume",
    "ticket.resolve": "tickets.life_cycle:Resolve",
    "ticket.reopen": "closing.endings:Reopen",
    "ticket.mark-duplicate": "closing.endings:MarkDuplicate",
    "ticket.close": "tickets.life_cycle:Close",
    "ticket.close-without-answer": "closing.endings:CloseWithoutAnswer",
    "ticket.note": "tickets.calls:Note",
    "ticket.summarise": "closing.evaluations:Summarise",
    "ticket.correct": "tickets.corrections:Correct",
    "call.log": "tickets.calls:LogCall",
    "remote.consent": "work.remote:Consent",
    "remote.refuse": "work.remote:Refuse",
    "remote.start": "work.remote:Start",
    "remote.end": "work.remote:End",
    "visit.request": "work.visit_requests:Request",
    "visit.reply": "work.visit_requests:Reply",
    "visit.agree-second-workday": "work.visit_requests:AgreeSecondWorkday",
    "visit.plan": "work.visit_requests:Plan",
    "visit.cancel": "work.visit_requests:Cancel",
    "visit.depart": "work.visits:Depart",
    "visit.arrive": "work.visits:Arrive",
    "visit.log": "work.visits:Log",
    "visit.leave": "work.visits:Leave",
    "diagnosis.record": "work.diagnosis:Record",
    "diagnosis.explain": "work.diagnosis:Explain",
    "diagnosis.plan": "work.diagnosis:Plan",
    "diagnosis.engage-developers": "work.specialists:EngageDevelopers",
    "diagnosis.consult": "work.specialists:Consult",
    "vendor.contact": "work.vendor_cases:Contact",
    "vendor.answer": "work.vendor_cases:Answer",
    "vendor.arrive": "work.vendor_cases:Arrive",
    "emergency.declare": "work.emergencies:Declare",
    "emergency.prepare": "work.emergencies:Prepare",
    "emergency.revoke": "work.emergencies:Revoke",
    "part.consent": "parts.part_consents:Consent",
    "part.refuse": "parts.part_consents:Refuse",
    "part.inform": "parts.part_consents:Inform",
    "part.verify": "parts.part_consents:Verify",
    "part.mismatch": "parts.part_consents:Mismatch",
    "part.request": "parts.part_moves:Request",
    "part.receive": "parts.part_moves:Receive",
    "part.install": "parts.part_moves:Install",
    "part.return": "parts.part_moves:Return",
    "part.returned": "parts.part_moves:Returned",
    "loaner.due": "parts.loaners:Due",
    "loaner.send": "parts.loaners:Send",
    "loaner.provide": "parts.loaners:Provide",
    "loaner.return": "parts.loaners:Return",
    "upgrade.start": "work.upgrades:Start",
    "upgrade.finish": "work.upgrades:Finish",
    "upgrade.verify": "work.upgrades:Verify",
    "upgrade.fail": "work.upgrades:Fail",
    "upgrade.roll-back": "work.upgrades:RollBack",
    "bug.fix": "work.bugs:Fix",
    "change.decide": "work.changes:Decide",
    "change.deliver": "work.changes:Deliver",
    "charge.agree": "work.charges:Agree",
    "charge.decline": "work.charges:Decline",
    "charge.record": "work.charges:Record",
    "report.write": "closing.reports:Write",
    "report.issue": "closing.reports:Issue",
    "report.send": "closing.reports:Send",
    "feedback.satisfied": "closing.feedback:Satisfied",
    "feedback.not-satisfied": "closing.feedback:NotSatisfied",
    "evaluation.ask": "closing.evaluations:Ask",
    "evaluation.record": "closing.evaluations:Record",
    "faq.publish": "reference.knowledge:PublishFaq",
    "course.recommend": "reference.knowledge:RecommendCourse",
    "account.reset": "reference.knowledge:ResetAccount",
    "training.suggest": "reference.knowledge:SuggestTraining",
    "training.open": "reference.knowledge:OpenTraining",
    "training.add": "reference.trainings:AddTraining",
    "training.edit": "reference.trainings:EditTraining",
    "training.hand-over": "reference.trainings:HandOver",
    "customer.add": "reference.customers:AddCustomer",
    "customer.edit": "reference.customers:EditCustomer",
    "site.add": "reference.customers:AddSite",
    "site.edit": "reference.customers:EditSite",
    "contact.add": "reference.customers:AddContact",
    "contact.edit": "reference.customers:EditContact",
    "contract.add": "reference.contracts:AddContract",
    "contract.edit": "reference.contracts:EditContract",
    "asset.add": "reference.assets:AddAsset",
    "asset.edit": "reference.assets:EditAsset",
    "vendor.add": "reference.assets:AddVendor",
    "vendor.edit": "reference.assets:EditVendor",
    "staff.add": "reference.staff:AddPerson",
    "staff.edit": "reference.staff:EditPerson",
    "calendar.add": "reference.calendar_days:AddDay",
    "roster.add": "reference.staff:AddDuty",
    "roster.edit": "reference.staff:EditDuty",
    "part.add": "parts.store_room:AddPart",
    "part.edit": "parts.store_room:EditPart",
    "loaner.add": "parts.store_room:AddLoaner",
    "loaner.edit": "parts.store_room:EditLoaner",
    "stock.receive": "parts.store_room:Receive",
    "stock.issue": "parts.store_room:Issue",
}


def names() -> tuple[str, ...]:
    """Return every operation as `noun.verb`."""
    return tuple(_CLASSES)


def verbs(noun: str) -> tuple[str, ...]:
    """Return the verbs of a noun."""
    return tuple(name.partition(".")[2] for name in _CLASSES if name.partition(".")[0] == noun)


def find(noun: str, verb: str) -> type[Operation]:
    """Load the class of an operation."""
    place = _CLASSES.get(f"{noun}.{verb}")
    if place is None:
        raise Usage(N_("There is no operation {name}."), name=f"{noun}.{verb}", hint="deskctl --help")
    module, _, name = place.partition(":")
    operation: type[Operation] = getattr(import_module(f"deskctl.operations.{module}"), name)
    return operation
