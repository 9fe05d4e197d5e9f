"""Words for stored codes that appear only in documents."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

GROUPS: Mapping[str, str] = {
    "hardware": N_("Hardware"),
    "software": N_("Software"),
    "usage": N_("Use of the system"),
    "environment": N_("Environment"),
}
ADVICE_STATES: Mapping[str, str] = {
    "proposed": N_("proposed"),
    "agreed": N_("accepted by the customer"),
    "declined": N_("declined"),
    "done": N_("carried out"),
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
    "after_complaint": N_("after a complaint"),
    "completion": N_("after completion"),
    "after_work": N_("after completion"),
}
IMPROVEMENTS: Mapping[str, str] = {
    "open": N_("open"),
    "in_progress": N_("in progress"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
