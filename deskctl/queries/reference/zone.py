"""The zone of the desk: every time that is shown is of it."""

from deskctl.store.facts.desk_zone import desk_zone as zone

__all__ = ["zone"]
