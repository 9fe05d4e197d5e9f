"""The settings file: show, set, path and check. These commands work even if the file has mistakes."""

import os
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from deskctl.cli.app.error_output import print_error
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import desk_command
from deskctl.cli.desk.setting_words import check_words, wrong_words
from deskctl.cli.output.results import write_line
from deskctl.config import config_file, default_store_path
from deskctl.config.file import line_of, problems, text_of_settings, values_in_file
from deskctl.config.known_settings import SETTINGS, is_missing_value, masked, parts_of, setting_of
from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_, _, language
from deskctl.queries.json_values import Shape
from deskctl.store.wait_limit import BUSY_SECONDS

_COLUMNS = ("key", "value", "from")
_LARGEST = 1 << 63
_KEYS = "keys"
_OF_MESSAGES = frozenset({"mail", "channel"})


@desk_command
def show(invocation: Invocation) -> None:
    """Show every setting and where it comes from; mistakes are printed on stderr."""
    for problem in problems():
        print_error(problem, as_json=invocation.form in {"json", "jsonl"}, store=None)
    invocation.write(list(_shapes(invocation)), "setting", _COLUMNS)


@desk_command
def set_(
    invocation: Invocation,
    key: Annotated[str, typer.Argument(metavar="KEY", help=N_("The key, such as lang or queues.mine.owner."))],
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help=N_("Its value; without one the key is removed."))
    ] = None,
) -> None:
    """Set one value of the settings file."""
    from deskctl.config.edit import set_value

    table, *name = parts_of(key)
    if table == _KEYS and name and value is not None:
        _refuse_key(name[0], value)
    if value is not None:
        check_words(key, value)
    kept = masked(parts_of(key), set_value(key, value))
    invocation.show({"key": key, "value": kept, "file": str(config_file())})


@desk_command
def path(invocation: Invocation) -> None:
    """Print the path of the settings file."""
    if invocation.form in {"json", "jsonl"}:
        invocation.show({"file": str(config_file()), "exists": config_file().exists()})
    else:
        invocation.require_no_rows()
        write_line(str(config_file()))


@desk_command
def check(invocation: Invocation) -> int:
    """Print every mistake in the settings file."""
    findings = [
        {"file": str(config_file()), "line": one.line, "key": one.field or "", "message": one.text(_)}
        for one in (*problems(), *_missing_values(), *_wrong_words(), *_wrong_keys())
    ]
    findings = findings or list(_mistakes_in_messages())
    invocation.write(findings, "finding")
    return BadData.exit_code if findings else 0


def _refuse_key(name: str, keys: str) -> None:
    from deskctl.screens.settings.moved_keys import refusal

    wrong = refusal(name, keys)
    if wrong is not None:
        raise Usage(wrong.template, **wrong.values)


def _missing_values() -> Iterator[BadData]:
    """Yield a mistake for each empty filter of a saved queue, empty actor and empty store."""
    for name, value in values_in_file().items():
        if is_missing_value(key := parts_of(name), value):
            line = line_of(text_of_settings(), key)
            yield BadData(N_("{option} needs a value."), option=name, line=line, field=name)


def _wrong_words() -> Iterator[BadData]:
    """Yield a mistake for each setting that contains a word that nothing has."""
    for name, mistake in wrong_words(values_in_file()):
        line = line_of(text_of_settings(), parts_of(name))
        yield BadData(mistake.template, **mistake.values, line=line, field=name)


def _wrong_keys() -> tuple[BadData, ...]:
    """Return the mistakes in the console's key bindings; its keys are loaded only if the file rebinds any."""
    if not any(parts_of(name)[0] == _KEYS for name in values_in_file()):
        return ()
    from deskctl.screens.settings.moved_keys import read_moved_keys

    return read_moved_keys().wrong


def _mistakes_in_messages() -> Iterator[Shape]:
    """Yield the mistakes in the tables for mail and chat, whose modules are loaded only if the file has any."""
    file = values_in_file()
    if not any(parts_of(name)[0] in _OF_MESSAGES for name in file):
        return
    from deskctl.config.messages import message_settings
    from deskctl.serve.message_mistakes import message_mistakes

    for name, mistake in message_mistakes(message_settings()):
        line = line_of(text_of_settings(), parts_of(name))
        yield {"file": str(config_file()), "line": line, "key": name, "message": mistake.text(_)}


def _shapes(invocation: Invocation) -> Iterator[Shape]:
    file = values_in_file()
    for name, setting in SETTINGS.items():
        if setting.variable is None:
            continue
        option, from_environment = getattr(invocation, name, None), os.environ.get(setting.variable)
        if option and option != from_environment:
            yield _shape(name, option, "option")
        elif from_environment:
            yield _shape(name, from_environment, setting.variable)
        elif name in file:
            yield _shape(name, file[name], "file")
        else:
            yield _shape(name, _default(name), "default")
    for name, value in file.items():
        if name not in SETTINGS or SETTINGS[name].variable is None:
            yield _shape(name, value, "file")


def _shape(name: str, value: Any, source: str) -> Shape:
    try:
        meaning = _(setting_of(parts_of(name)).meaning)
    except KeyError:
        meaning = ""
    return {"key": name, "value": _json_value(masked(parts_of(name), value)), "from": source, "meaning": meaning}


def _json_value(value: Any) -> Any:
    """Return a value that JSON can hold, even for a wrong type in the file, such as a date or a huge number."""
    if isinstance(value, list):
        return [_json_value(one) for one in value]
    if isinstance(value, dict):
        return {name: _json_value(one) for name, one in value.items()}
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)) and abs(value) < _LARGEST:
        return value
    return hex(value) if isinstance(value, int) else str(value)


def _default(name: str) -> Any:
    return {"store": default_store_path(), "lang": language(), "wait": BUSY_SECONDS}.get(name)
