"""What stands in an empty field: an example of what can be typed there, true to the time of day."""

from datetime import datetime, timedelta

from deskctl.language.i18n import _
from deskctl.operations.framework.base import Field

_COMING = frozenset({"due", "by", "planned_at", "until", "requested_for", "start", "end"})
"""The names of fields whose times are usually in the future."""
_STEP, _AGO = timedelta(minutes=30), timedelta(minutes=15)


def placeholder(field: Field, now: datetime) -> str:
    """Return an example for a field; empty for words."""
    match field.kind:
        case "int" | "float":
            return _("a number")
        case "date":
            return f"{now:%Y-%m-%d}"
        case "time":
            return _coming(now) if field.name in _COMING else _past(now)
    return ""


def _coming(now: datetime) -> str:
    """Return times that lie ahead: the next half hour but one, while it is still today."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    coming = hour + (now - hour) // _STEP * _STEP + 2 * _STEP
    if coming.date() != now.date():
        return _("in half an hour, tomorrow 9:00")
    return _("{time}, in half an hour, tomorrow 9:00").format(time=f"{coming:%H:%M}")


def _past(now: datetime) -> str:
    """Return times that have been."""
    past = now - _AGO
    return _("{time}, -15m, yesterday 9:00").format(time=f"{past if past.date() == now.date() else now:%H:%M}")
