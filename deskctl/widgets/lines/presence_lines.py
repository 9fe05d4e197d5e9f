"""The text about other persons at a ticket."""

from collections.abc import Sequence

from deskctl.desk.presence import Presence
from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.safe_text import one_line
from deskctl.widgets.style.times import MINUTE


def presence_words(others: Sequence[Presence], number: int | None, now: float) -> str:
    """Return the others at a ticket: first those who write, with action and time, then viewers; empty for nobody."""
    here = [one for one in others if one.number == number]
    return "   ".join(dict.fromkeys(_words(one, now) for one in sorted(here, key=lambda one: not one.step)))


def _words(one: Presence, now: float) -> str:
    if not one.step:
        return _("{name} is viewing").format(name=one_line(one.name))
    noun, _dot, verb = one.step.partition(".")
    minutes, seconds = divmod(max(0, int(now - one.since)), MINUTE)
    doing = operation_name(noun, verb)
    return _("{name} has open: {step} {time}").format(
        name=one_line(one.name), step=doing, time=f"{minutes}:{seconds:02}"
    )
