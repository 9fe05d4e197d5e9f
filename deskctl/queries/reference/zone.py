"""The time zone of the desk, in which all times are shown, and the language that goes with it."""

from deskctl.store.facts.desk_zone import desk_zone as zone
from deskctl.store.facts.desk_zone import usual_language

__all__ = ["usual_language", "zone"]
