"""The words of the documents for codes of the store that lists do not show."""

from collections.abc import Mapping

from deskctl.i18n import N_

ROLES: Mapping[str, str] = {
    "hotline_technician": N_("hotline technician"),
    "engineer": N_("engineer"),
    "senior_engineer": N_("senior engineer"),
    "lead_engineer": N_("lead engineer"),
    "business": N_("business staff"),
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
    "standing": N_("standing authorisation"),
    "on_site": N_("on site"),
    "remote": N_("remotely"),
    "online": N_("online"),
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
    "user_request": N_("asked for by the user"),
    "hard_fault": N_("hard fault"),
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
GROUPS: Mapping[str, str] = {
    "hardware": N_("Hardware"),
    "software": N_("Software"),
    "usage": N_("Use of the system"),
    "environment": N_("Environment"),
}
VERDICTS: Mapping[str, str] = {
    "normal": N_("normal"),
    "attention": N_("attention"),
    "abnormal": N_("abnormal"),
}
RETURN_VISITS: Mapping[str, str] = {
    "planned": N_("planned"),
    "ad_hoc": N_("unplanned"),
    "complaint": N_("after a complaint"),
    "completion": N_("after completion"),
}
IMPROVEMENTS: Mapping[str, str] = {"open": N_("open"), "done": N_("done")}
