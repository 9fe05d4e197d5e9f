"""The way out of a refusal in the console's own words: a shell command is of no use at a screen."""

from collections.abc import Collection

from deskctl.errors import DeskError, Remedy
from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.operations.framework.catalogue import names

_COMMAND, _OPTION, _SHOW = "deskctl", "--", "show"
_READS = frozenset({"list", "history"})


def remedy_hint(error: DeskError, who: str = "", tried: Collection[str] = ()) -> str:
    """Return what to do instead; empty if the console has no way of its own."""
    if error.remedy is None:
        return _in_console(error.hint or "")
    if error.remedy.who is not None and who:
        return ask(error.remedy, who, tried)
    return _("First: {step} (found with the : key)").format(step=_step(error.remedy))


def ask(remedy: Remedy, who: str, tried: Collection[str]) -> str:
    """Return who must take the action of a remedy: before what was tried, or instead of the person at the desk."""
    text = _("Ask {who} to do this: {step}") if remedy.do in tried else _("Ask {who} to do this first: {step}")
    return text.format(who=who, step=_step(remedy))


def in_palette(remedy: Remedy) -> str:
    """Return the action of a remedy and how it is found."""
    return _("{step} (found with the : key)").format(step=_step(remedy))


def _step(remedy: Remedy) -> str:
    return operation_name(*remedy.do.split(".", 1))


def _in_console(hint: str) -> str:
    """Return a hint; a command becomes what to find with a key, and one that only lists is left out."""
    if hint.startswith(_OPTION):
        return ""
    command, noun, verb, *words = [*hint.split(), "", "", ""][:4]
    if command != _COMMAND:
        return hint
    if verb == _SHOW and words[0]:
        return _("See {id} (found with the f key).").format(id=words[0])
    if f"{noun}.{verb}" in names():
        return _("{step} (found with the : key)").format(step=operation_name(noun, verb))
    return "" if verb in _READS else hint
