"""The words for the choices of fields; JSON and typed values keep the codes."""

from collections.abc import Mapping

from deskctl.errors import Term
from deskctl.language.i18n import N_
from deskctl.language.words import (
    CALENDARS,
    CHANNELS,
    EVENTS,
    KINDS,
    LEVELS,
    MILESTONES,
    MODES,
    SEVERITIES,
    STATES,
    STATUSES,
    word,
)
from deskctl.language.words.dispatch_words import CONFLICTS, PLACES, VISIT_STATES
from deskctl.language.words.duties import DUTIES, DUTY_STATES, NO_NEXT, ON_CALL
from deskctl.language.words.records import EVERY, USE_STATES
from deskctl.record_words import RECORD_WORDS

ROLES: Mapping[str, str] = {
    "hotline_technician": N_("hotline technician"),
    "engineer": N_("engineer"),
    "senior_engineer": N_("senior engineer"),
    "lead_engineer": N_("lead engineer"),
    "business": N_("back office"),
    "developer": N_("developer"),
    "service_manager": N_("service manager"),
}
FAULT_CLASSES: Mapping[str, str] = {"soft": N_("soft fault"), "hard": N_("hard fault")}
CAUSE_CLASSES: Mapping[str, str] = {
    "application": N_("application"),
    "development_defect_severe": N_("severe defect of the program"),
    "development_defect_general": N_("defect of the program"),
    "third_party": N_("third-party product"),
    "virus": N_("virus"),
    "other_non_application": N_("outside the application"),
    "user_misuse": N_("handling by the user"),
    "hardware": N_("hardware"),
    "environment": N_("environment"),
}
MANNERS: Mapping[str, str] = {
    "phone": N_("by telephone"),
    "email": N_("by e-mail"),
    "fax": N_("by fax"),
    "in_person": N_("in person"),
    "written": N_("in writing"),
    "standing": N_("standing consent"),
    "on_site": N_("on site"),
    "remote": N_("remotely"),
    "online": N_("online"),
    "ink": N_("signed by hand"),
}
VISIT_KINDS: Mapping[str, str] = {
    "ad_hoc": N_("unplanned"),
    "after_complaint": N_("after a complaint"),
    "after_work": N_("after completion"),
}
PURPOSES: Mapping[str, str] = {
    "inspection": N_("inspection"),
    "return visit": N_("return visit"),
    "training": N_("training"),
}
RETURN_VISIT_KINDS: Mapping[str, str] = {"planned": N_("planned"), **VISIT_KINDS}
GROUPS: Mapping[str, str] = {
    "hardware": N_("hardware"),
    "software": N_("software"),
    "usage": N_("use of the system"),
    "environment": N_("environment"),
}
ADVICE: Mapping[str, str] = {
    "advice": N_("advice"),
    "tuning": N_("tuning"),
    "capacity": N_("capacity"),
    "hardware": N_("hardware"),
    "process": N_("ways of working"),
}
OUTCOMES: Mapping[str, str] = {
    "renewed": N_("renewed"),
    "ended": N_("ended"),
    "negotiating": N_("being negotiated"),
}
VERDICTS: Mapping[str, str] = {
    "normal": N_("normal"),
    "attention": N_("attention"),
    "abnormal": N_("abnormal"),
}
WAYS: Mapping[str, str] = {
    "phone": N_("by telephone"),
    "mail": N_("the desk mails it"),
    "chat": N_("the desk sends a chat message"),
    "hand": N_("by hand"),
}
SERVICE_MODES: Mapping[str, str] = {
    "on_site": N_("on-site assistance"),
    "phone": N_("telephone assistance"),
    "remote": N_("remote assistance"),
    "courseware": N_("online courseware"),
    "training": N_("user training"),
    "email": N_("e-mail"),
}
SCOPES: Mapping[str, str] = {
    "in_scope": N_("within the contract"),
    "out_of_scope": N_("outside the contract"),
    "related_not_our_fault": N_("related, not our fault"),
}
VISIT_REASONS: Mapping[str, str] = {
    "phone_and_remote_failed": N_("telephone and remote help did not suffice"),
    "planned": N_("planned work"),
    "chargeable": N_("chargeable visit"),
    "user_request": N_("requested by the user"),
    "hard_fault": N_("hard fault"),
    "severity": N_("called for by the severity"),
}
PAUSES: Mapping[str, str] = {
    "customer_no_access": N_("no access to the site"),
    "customer_request": N_("the customer asked to wait"),
    "customer_information": N_("information from the customer"),
    "customer_window": N_("a maintenance window of the customer"),
}
BASES: Mapping[str, str] = {"working_day": N_("per working day"), "fixed": N_("fixed price"), "hour": N_("per hour")}
UPGRADES: Mapping[str, str] = {"patch": N_("patch"), "upgrade": N_("upgrade")}
SIZES: Mapping[str, str] = {"small": N_("small"), "large": N_("large")}
DECISIONS: Mapping[str, str] = {
    "accepted": N_("accepted"),
    "quote": N_("quoted"),
    "rejected": N_("rejected"),
    "declined": N_("declined"),
}
ASSET_CLASSES: Mapping[str, str] = {
    "server": N_("server"),
    "minicomputer": N_("minicomputer"),
    "blade": N_("blade server"),
    "storage": N_("storage"),
    "network": N_("network equipment"),
    "application": N_("application system"),
    "database": N_("database"),
    "os": N_("operating system"),
    "software": N_("other software"),
    "other": N_("something else"),
}
CRITICALITIES: Mapping[str, str] = {
    "critical": N_("critical"),
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
}
NEEDS: Mapping[str, str] = {
    "fast": N_("quick help"),
    "how_to": N_("how to do it"),
    "independent": N_("self-study"),
    "discussion": N_("talking it over"),
    "many_people": N_("many people at once"),
}
FEEDBACK: Mapping[str, str] = {
    "inconvenience": N_("inconvenience"),
    "requirement": N_("requirement"),
    "praise": N_("praise"),
}
DIRECTIONS: Mapping[str, str] = {"in": N_("they called us"), "out": N_("we called them")}
CHOSEN_BY: Mapping[str, str] = {"user": N_("the customer's choice"), "assumed": N_("assumed by the desk")}
RESPONSE_TIMES: Mapping[str, str] = {"looser": N_("later than promised"), "tighter": N_("sooner than promised")}
REACTIONS: Mapping[str, str] = {"departed": N_("until we set out"), "arrived": N_("until we arrive")}
PROFILES: Mapping[str, str] = {"milestone": N_("by milestones"), "strict": N_("strict")}
SECOND_WORKDAYS: Mapping[str, str] = {
    "next": N_("next working day"),
    "after_next": N_("the working day after the next"),
}
ROUNDINGS: Mapping[str, str] = {"whole_day": N_("whole days"), "half_day": N_("half days")}
MOVES: Mapping[str, str] = {
    "receive": N_("received"),
    "issue": N_("issued"),
    "rma_out": N_("sent to the manufacturer"),
    "rma_in": N_("back from the manufacturer"),
    "loaner_out": N_("loaner out"),
    "loaner_in": N_("loaner back"),
}
FILES: Mapping[str, str] = {
    "photo": N_("photo"),
    "log": N_("log file"),
    "signed_sheet": N_("signed sheet"),
    "screenshot": N_("screenshot"),
    "contract": N_("contract"),
    "other": N_("something else"),
}
ACCESSES: Mapping[str, str] = {"fetch": N_("read"), "list": N_("browsed"), "login_failed": N_("login failed")}
COURSES: Mapping[str, str] = {
    "training": N_("training"),
    "example": N_("worked example"),
    "case": N_("case"),
    "experience": N_("experience of others"),
}
LANGUAGES: Mapping[str, str] = {"zh": N_("Chinese"), "en": N_("English")}
AUDIENCES: Mapping[str, str] = {
    "all": N_("everybody who runs the system"),
    "customer": N_("one customer"),
    "internal": N_("our own people"),
}
TOPICS: Mapping[str, str] = {"function": N_("a function of the system"), "process": N_("a business process")}

OF_FIELD: Mapping[str, Mapping[str, str]] = {
    "allowed_levels": LEVELS,
    "area": GROUPS,
    "asset_class": ASSET_CLASSES,
    "audience": AUDIENCES,
    "basis": BASES,
    "calendar": CALENDARS,
    "cause_class": CAUSE_CLASSES,
    "channel": CHANNELS,
    "criticality": CRITICALITIES,
    "decision": DECISIONS,
    "direction": DIRECTIONS,
    "by": WAYS,
    "duty": ON_CALL,
    "event": EVENTS,
    "fault_class": FAULT_CLASSES,
    "feedback_kind": FEEDBACK,
    "for": {"window": N_("the time of the work")},
    "group": GROUPS,
    "how": MANNERS,
    "kind": {
        **KINDS,
        **UPGRADES,
        **RESPONSE_TIMES,
        **MOVES,
        **RETURN_VISIT_KINDS,
        **FILES,
        **COURSES,
        **ADVICE,
        **ACCESSES,
    },
    "lang": LANGUAGES,
    "language": LANGUAGES,
    "level": LEVELS,
    "level_initial": LEVELS,
    "method": MANNERS,
    "milestone": MILESTONES,
    "mode": MODES,
    "need": NEEDS,
    "next_milestone": MILESTONES,
    "no_next": NO_NEXT,
    "onsite_reaction": REACTIONS,
    "profile": PROFILES,
    "purpose": PURPOSES,
    "reason": {**EVENTS, **PAUSES, **VISIT_REASONS},
    "role": ROLES,
    "roles": ROLES,
    "rounding": ROUNDINGS,
    "scope": SCOPES,
    "second_workday": SECOND_WORKDAYS,
    "service_mode": SERVICE_MODES,
    "severity": SEVERITIES,
    "severity_chosen_by": CHOSEN_BY,
    "severity_initial": SEVERITIES,
    "size": SIZES,
    "state": {**DUTY_STATES, **VISIT_STATES, **STATES},
    "status": {**STATUSES, **EVERY},
    "to": {**LEVELS, **SEVERITIES, **OUTCOMES},
    "topic": TOPICS,
    "verdict": VERDICTS,
    "visit_reason": VISIT_REASONS,
    "where": PLACES,
    "why": CONFLICTS,
}
"""The words for the codes of each field, by its name."""
_OWN_WORDS: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "kind": (RETURN_VISIT_KINDS, DUTIES, RECORD_WORDS),
    "state": (USE_STATES,),
}
"""Word lists for a field name that several kinds of records use with other codes."""


def choice_word(field: str, code: str, choices: tuple[str, ...] = ()) -> str:
    """Return the word for a code of a field, or the code itself; `choices` are all codes of the field, if known."""
    words = _words_of(field, choices)
    return word(words, code) if code in words else code


def english_word(field: str, code: str, choices: tuple[str, ...]) -> str:
    """Return the English word for a code, or the code itself."""
    return _words_of(field, choices).get(code, code)


def _words_of(field: str, choices: tuple[str, ...]) -> Mapping[str, str]:
    own = (one for one in _OWN_WORDS.get(field, ()) if choices and set(choices) <= set(one))
    return next(own, OF_FIELD.get(field, {}))


def choice_term(field: str, code: str) -> Term:
    """Return the word for a code of a field as a value for an error message."""
    return Term(OF_FIELD[field].get(code, code))
