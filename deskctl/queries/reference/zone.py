"""The time zone of the desk, in which all times are shown."""

from deskctl.store.facts.desk_zone import desk_zone as zone

__all__ = ["zone"]
