"""The words for the states of planned visits, for where engineers are, and for conflicts."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

VISIT_STATES: Mapping[str, str] = {
    "planned": N_("on the plan"),
    "confirmed": N_("confirmed"),
    "late": N_("should have set out"),
    "under_way": N_("under way"),
    "on_site": N_("on site"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
PLACES: Mapping[str, str] = {
    "office": N_("in the office"),
    "under_way": N_("under way"),
    "on_site": N_("on site"),
}
CONFLICTS: Mapping[str, str] = {
    "overlap": N_("at the same time as another visit"),
    "travel": N_("too little travel time"),
    "absence": N_("absent then"),
    "left": N_("no longer with the firm"),
    "on_call": N_("on call then"),
    "skill": N_("none of the engineers knows it"),
    "past": N_("the time is past"),
    "promise": N_("later than the promise to arrive"),
    "hours": N_("outside the hours of the level"),
}
