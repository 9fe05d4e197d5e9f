"""The words for the public holidays, whose names in the calendars are Chinese or English."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

HOLIDAYS: Mapping[str, str] = {
    "元旦": N_("New Year's Day"),
    "农历除夕": N_("Chinese New Year's Eve"),
    "除夕": N_("Chinese New Year's Eve"),
    "春节": N_("Spring Festival"),
    "清明": N_("Qingming Festival"),
    "清明节": N_("Qingming Festival"),
    "劳动节": N_("Labour Day"),
    "端午": N_("Dragon Boat Festival"),
    "端午节": N_("Dragon Boat Festival"),
    "中秋": N_("Mid-Autumn Festival"),
    "中秋节": N_("Mid-Autumn Festival"),
    "国庆节": N_("National Day"),
    "New Year's Day": N_("New Year's Day"),
    "Spring Festival": N_("Spring Festival"),
    "Tomb-sweeping Day": N_("Qingming Festival"),
    "Labour Day": N_("Labour Day"),
    "Dragon Boat Festival": N_("Dragon Boat Festival"),
    "Mid-autumn Festival": N_("Mid-Autumn Festival"),
    "National Day": N_("National Day"),
}
"""Name in the calendar -> word; a day that the desk added keeps its name."""
