"""Printing errors: message, clause and hint, or one JSON object."""

import json
import os
import re
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

# Typer has no public API for these; its version is pinned.
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError
from typer._click.types import IntRange

from deskctl.cli.output.narration import write_stderr
from deskctl.cli.output.results import OutputError
from deskctl.errors import BadData, DeskError, NotFound, Usage
from deskctl.language.i18n import N_, _, either
from deskctl.safe_text import json_text, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from deskctl.store.port import Reader

_Found = TypeVar("_Found")
_LONGEST_QUOTE = 400
_NO_VALUE = "does not take a value"
_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)
_SIMILARITY = 0.75
"""How similar an option must be to the one that was typed to be proposed, from 0 to 1."""


def as_desk_error(error: Exception) -> DeskError | None:
    """Convert an error to a `DeskError`; return None for a bug in deskctl, which must not be hidden."""
    if isinstance(error, DeskError):
        return error
    if isinstance(error, UsageError):
        return _usage(error)
    if isinstance(error, OSError):
        return _os_error(error)
    from deskctl.store.open import as_store_error

    return as_store_error(error)


def _os_error(error: OSError) -> DeskError:
    if error.filename is None:
        return OutputError(N_("The output cannot be written: {reason}."), reason=error.strerror)
    if isinstance(error, FileNotFoundError):
        return _not_found(error.filename)
    return BadData(N_("{path} cannot be used: {reason}."), path=error.filename, reason=error.strerror)


def _not_found(file: str) -> NotFound:
    """Return the error for a file that is missing, or cannot be made because its folder is."""
    folder = Path(os.fsdecode(file)).parent
    if folder.is_dir():
        return NotFound(N_("There is no file {path}."), path=file)
    return NotFound(N_("There is no folder {path}."), path=str(folder))


def _usage(error: UsageError) -> Usage:
    path = error.ctx.command_path if error.ctx else "deskctl"
    hint = f"{path} --help"
    if isinstance(error, NoSuchOption):
        near = _nearest_option(error.option_name, error.possibilities or ())
        sentence = (
            N_("{command} has no option {option}; did you mean {near}?")
            if near
            else N_("{command} has no option {option}.")
        )
        return Usage(sentence, command=path, option=error.option_name, near=near, hint=hint)
    if isinstance(error, MissingParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.param_type_name == "option" else error.param.human_readable_name
        return Usage(N_("{command} needs {name}."), command=path, name=name, hint=hint)
    if isinstance(error, BadOptionUsage):
        sentence = N_("{option} takes no value.") if _NO_VALUE in error.message else N_("{option} needs a value.")
        return Usage(sentence, option=error.option_name, hint=hint)
    if isinstance(error, BadParameter) and error.param is not None and isinstance(error.param.type, IntRange):
        least, most = error.param.type.min, error.param.type.max
        sentence = N_("{option} takes a whole number from {least} to {most}.")
        return Usage(sentence, option=error.param.opts[0], least=least, most=most, hint=hint)
    if extra := _EXTRA.fullmatch(error.message):
        return Usage(N_("{command} takes no further argument: {given}."), command=path, given=extra[1], hint=hint)
    return Usage(N_("{command}: {reason}"), command=path, reason=error.format_message(), hint=hint)


def _nearest_option(typed: str, options: "Iterable[str]") -> str | None:
    """Return the option most similar to a typed one; the dashes, which all have, do not count."""
    by_word = {option.lstrip("-"): option for option in options}
    near = get_close_matches(typed.lstrip("-"), by_word, n=1, cutoff=_SIMILARITY)
    return by_word[near[0]] if near else None


def print_error(error: DeskError, *, as_json: bool, store: str | None, saved_nothing: bool = False) -> None:
    """Print an error on stderr: as JSON, or as text with the wording of its clause from the store.

    With `saved_nothing`, people also read that nothing was saved.
    """
    error.values = {name: _cut(value) for name, value in error.values.items()}
    if as_json:
        text = json_text(json.dumps(error.as_object(_), ensure_ascii=False))
    else:
        text = visible("\n".join(_lines(error, store, saved_nothing=saved_nothing)))
    write_stderr(text + "\n", utf8=as_json)


def _cut(value: Any) -> Any:
    """Return a value, shortened if it is a long text."""
    return value if not isinstance(value, str) or len(value) <= _LONGEST_QUOTE else value[:_LONGEST_QUOTE] + "…"


def _lines(error: DeskError, store: str | None, *, saved_nothing: bool) -> list[str]:
    message = error.text(_)
    lines = [_("{message} Nothing was saved.").format(message=message) if saved_nothing else message]
    if error.clause:
        quoted = _clause_words(error, error.clause, store)
        lines.append(f"{error.clause}: {quoted}" if quoted else error.clause)
    if error.remedy and error.remedy.who and (who := _contact_details(error.remedy.who, store)):
        lines.append(_("ask: {who}").format(who=who))
    if error.hint:
        lines.append(_("hint: {hint}").format(hint=error.hint))
    return lines


def _clause_words(error: DeskError, clause: str, store: str | None) -> str | None:
    """Return the wording of the clause of an error from the policies of the desk; None without a store."""
    from deskctl.queries.reference.policies import clause_words

    words = _read(store, lambda conn: clause_words(conn, *error.policy, clause))
    return either(*words) if words else None


def _contact_details(staff: str, store: str | None) -> str | None:
    """Return the name and the phone number of a member of the staff; None without a store."""
    from deskctl.queries.reference.staff import name_and_phone

    return _read(store, lambda conn: name_and_phone(conn, staff))


def _read(store: str | None, read: "Callable[[Reader], _Found]") -> "_Found | None":
    from deskctl.config import default_store
    from deskctl.store.open import open_reader

    try:
        with closing(open_reader(store or default_store())) as conn:
            return read(conn)
    except DeskError:
        return None
