"""Synonyms by which an operation is found: what people at a desk call it, besides its name."""

from collections.abc import Mapping

from deskctl.language.i18n import N_, _

SEARCH_WORDS: Mapping[str, str] = {
    "ticket.open": N_("new incident"),
    "ticket.answer": N_("first reply"),
    "ticket.hand-over": N_("pass on"),
    "ticket.respond": N_("ring back engineer"),
    "ticket.assign": N_("reassign owner dispatch"),
    "ticket.identify": N_("verify who"),
    "ticket.void": N_("mistake"),
    "ticket.set-severity": N_("severity worse raise lower"),
    "ticket.set-level": N_("urgent level"),
    "ticket.mark-duplicate": N_("duplicate join"),
    "ticket.pause": N_("wait hold"),
    "ticket.resolve": N_("solved fixed"),
    "ticket.reopen": N_("again back"),
    "ticket.close": N_("done finish"),
    "ticket.note": N_("remark comment memo"),
    "ticket.correct": N_("undo wrong"),
    "call.log": N_("phone chase caller"),
    "remote.consent": N_("permission consent"),
    "remote.start": N_("remote desktop"),
    "visit.request": N_("onsite"),
    "visit.reply": N_("eta when"),
    "visit.plan": N_("appointment schedule"),
    "visit.move": N_("postpone"),
    "visit.depart": N_("leave office travel"),
    "visit.arrive": N_("there check-in"),
    "visit.log": N_("work hours"),
    "visit.leave": N_("gone away"),
    "diagnosis.record": N_("cause"),
    "diagnosis.explain": N_("why late"),
    "diagnosis.consult": N_("experts"),
    "diagnosis.engage-developers": N_("development"),
    "vendor.contact": N_("maker"),
    "emergency.declare": N_("disaster"),
    "part.request": N_("spare"),
    "part.receive": N_("delivery"),
    "part.install": N_("replace swap"),
    "part.return": N_("repair"),
    "loaner.send": N_("substitute"),
    "loaner.return": N_("give back"),
    "charge.agree": N_("quote price"),
    "charge.record": N_("invoice money"),
    "report.write": N_("incident report"),
    "feedback.satisfied": N_("happy"),
    "evaluation.record": N_("score rating"),
    "faq.publish": N_("knowledge"),
    "attachment.add": N_("photo picture screenshot signature"),
    "checklist.tick": N_("check"),
    "inspection.sign": N_("signed"),
    "return-visit.record": N_("follow up"),
    "callback.add": N_("remind reminder later"),
    "shift.hand-over": N_("shift change"),
    "text.add": N_("template snippet"),
    "absence.add": N_("holiday leave sick"),
    "roster.add": N_("duty"),
    "mail.join": N_("merge mail"),
    "mail.reply": N_("answer mail"),
    "stock.issue": N_("take part"),
}


def search_words(name: str) -> tuple[str, ...]:
    """Return the other words of an operation in both languages."""
    words = SEARCH_WORDS.get(name, "")
    return (*words.split(), *_(words).split()) if words else ()
