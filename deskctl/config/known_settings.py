"""The keys that the settings file may hold, and the check of their values."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from typing import Any, NamedTuple

from deskctl.language.i18n import LANGUAGES, N_

_TRUE = frozenset({"true", "yes"})
_FALSE = frozenset({"false", "no"})
LONGEST_WAIT = 86400
"""One day in seconds, the longest wait for a store."""
_LARGEST = LONGEST_WAIT
"""The largest value of any setting that is a number."""
_MASK = "***"
_SECRETS = frozenset({"password", "secret", "token"})
_KEYS = "keys"
_NEEDED = frozenset({"queues", "actor", "store"})

THEMES = ("desk-dark", "desk-light", "desk-contrast", "desk-deuteranopia", "desk-ansi")
"""The themes of the console, the default first."""
ANIMATIONS = ("full", "basic", "none")
SIGNS = ("rich", "plain")
CURSORS = ("drawn", "terminal")


class Setting(NamedTuple):
    """A key of the settings file: type, meaning, allowed values, and the environment variable that comes first."""

    form: str
    meaning: str
    allowed: tuple[str, ...] = ()
    variable: str | None = None


SETTINGS: Mapping[str, Setting] = {
    "store": Setting("text", N_("the desk's store"), variable="DESKCTL_STORE"),
    "actor": Setting("text", N_("the acting person: a staff id or a user name"), variable="DESKCTL_ACTOR"),
    "lang": Setting("text", N_("the language"), LANGUAGES, "DESKCTL_LANG"),
    "wait": Setting("seconds", N_("how long to wait for a store that others write to"), variable="DESKCTL_WAIT"),
    "queues.NAME.title": Setting("text", N_("the heading of a saved queue")),
    "queues.NAME.status": Setting("texts", N_("its tickets' status; `all` for any status")),
    "queues.NAME.owner": Setting("text", N_("their owner: a staff id, `me` or `none`")),
    "queues.NAME.customer": Setting("text", N_("their customer")),
    "queues.NAME.kind": Setting("text", N_("their kind")),
    "queues.NAME.level": Setting("text", N_("their level")),
    "queues.NAME.severity": Setting("text", N_("their severity")),
    "queues.NAME.overdue": Setting("flag", N_("only those whose next promise is late")),
    "queues.NAME.due_within": Setting("length", N_("only those due within 30m, 2h, 1d")),
    "queues.NAME.words": Setting("text", N_("text fragments that must occur")),
    "queues.NAME.sort": Setting("text", N_("the order"), ("due", "reported", "latest", "number")),
    "queues.NAME.columns": Setting("texts", N_("the columns that are shown, in this order")),
    "keys.NAME": Setting("text", N_("the key of a binding of the console")),
    "console.theme": Setting("text", N_("the colours of the console"), THEMES),
    "console.animation": Setting("text", N_("whether movements are animated; none through SSH"), ANIMATIONS),
    "console.signs": Setting("text", N_("the symbols of the console; plain ones are ASCII"), SIGNS),
    "console.cursor": Setting(
        "text", N_("the cursor in fields; the terminal's for input methods that draw there"), CURSORS
    ),
    "console.bell": Setting("flag", N_("ring when a promise is late")),
    "console.toast": Setting("flag", N_("show a notice when a promise is late")),
    "console.quiet": Setting("hours", N_("quiet hours without either: 22:00-07:00")),
    "console.quiet_except": Setting("texts", N_("the kinds of alerts that quiet hours let through")),
    "console.summary": Setting("flag", N_("show at the start what happened since you were last at work")),
    "firm.name": Setting("text", N_("the firm's name on documents")),
    "firm.name_en": Setting("text", N_("the same in English")),
    "firm.imprint": Setting("text", N_("address and telephone, line by line")),
    "firm.imprint_en": Setting("text", N_("the same in English")),
    "firm.logo": Setting("text", N_("a picture next to this file")),
    "mail.desk_id": Setting("text", N_("the id by which the desk recognises its own mail")),
    "mail.heartbeat_url_file": Setting("text", N_("the file of an address that the worker calls once a minute")),
    "mail.max_mail": Setting("number", N_("the largest mail that is accepted, in megabytes")),
    "files.max_file": Setting("number", N_("the largest file that is accepted, in megabytes; 20 by default")),
    "files.max_record": Setting("number", N_("the total size of one record's files; 200 megabytes by default")),
    "files.max_desk": Setting("number", N_("the total size of all files; 5120 megabytes by default")),
    "files.max_count": Setting("number", N_("the number of files of one record; 200 by default")),
    "mail.account.NAME.imap": Setting("text", N_("a mailbox: imaps://USER@HOST:993")),
    "mail.account.NAME.addresses": Setting("texts", N_("the addresses whose mail it receives")),
    "mail.account.NAME.password_file": Setting("text", N_("the file of its password, or credential:NAME")),
    "mail.account.NAME.oauth_command": Setting("command", N_("a command that prints an access token")),
    "mail.account.NAME.oauth": Setting("text", N_("the service that issues access tokens"), ("microsoft",)),
    "mail.account.NAME.tenant": Setting("text", N_("the tenant of the mailbox")),
    "mail.account.NAME.client": Setting("text", N_("the id of the application")),
    "mail.account.NAME.folder": Setting("text", N_("the folder that is read; INBOX by default")),
    "mail.account.NAME.handled": Setting("text", N_("the folder that mail is moved to once it is stored")),
    "mail.account.NAME.since": Setting("text", N_("which mail is fetched when the account is new"), ("now", "all")),
    "mail.account.NAME.ca": Setting("text", N_("the certificate of the firm's own authority")),
    "mail.out.smtp": Setting("text", N_("the outgoing server: smtp+starttls://USER@HOST:587")),
    "mail.out.from": Setting("text", N_("the sender: Service desk <service@firm.example.com>")),
    "mail.out.answer": Setting("text", N_("when mails are answered by the desk"), ("never", "out_of_hours", "always")),
    "mail.out.password_file": Setting("text", N_("the file of its password, or credential:NAME")),
    "mail.out.oauth_command": Setting("command", N_("a command that prints an access token")),
    "mail.out.oauth": Setting("text", N_("the service that issues access tokens"), ("microsoft",)),
    "mail.out.tenant": Setting("text", N_("the tenant of the mailbox")),
    "mail.out.client": Setting("text", N_("the id of the application")),
    "mail.out.ca": Setting("text", N_("the certificate of the firm's own authority")),
    "channel.NAME.kind": Setting(
        "text", N_("how it is reached"), ("wecom", "dingtalk", "feishu", "webhook", "command")
    ),
    "channel.NAME.url_file": Setting("text", N_("the file of its address, or credential:NAME")),
    "channel.NAME.secret_file": Setting("text", N_("the file of its secret, or credential:NAME")),
    "channel.NAME.command": Setting("command", N_("a command that gets the text on its standard input")),
    "channel.NAME.detail": Setting("text", N_("how much its messages disclose"), ("number", "title", "all")),
}
"""Every key; NAME is a placeholder for a name that the user chooses."""


def parts_of(name: str) -> tuple[str, ...]:
    """Split the name of a setting; the name of a console binding contains dots itself."""
    table, dot, key = name.partition(".")
    return (table, key) if dot and table == _KEYS else tuple(name.split("."))


def whole_names(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data with console bindings under their full names, whether quoted in the file or not."""
    keys = data.get(_KEYS)
    return {**data, _KEYS: dict(_flat(keys))} if isinstance(keys, dict) else data


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def setting_of(key: tuple[str, ...]) -> Setting:
    """Return the setting of a key; raises `KeyError`."""
    for name, setting in SETTINGS.items():
        parts = name.split(".")
        if len(parts) == len(key) and all(part in {"NAME", own} for part, own in zip(parts, key, strict=True)):
            return setting
    raise KeyError(key)


def _beside(key: tuple[str, ...]) -> list[str]:
    """Return the settings of the same table, else all of them."""
    for length in range(len(key) - 1, 0, -1):
        table = [name for name in SETTINGS if _begins(name.split("."), key[:length])]
        if table:
            return table
    return [*SETTINGS]


def _begins(parts: list[str], key: tuple[str, ...]) -> bool:
    """Return whether a setting is in the table that the parts of a key name."""
    return len(parts) > len(key) and all(part in {"NAME", own} for part, own in zip(parts, key, strict=False))


def problem_with(key: tuple[str, ...], value: Any) -> tuple[str, dict[str, Any]] | None:
    """Return the message about an invalid value, and the values in it; None if the value is valid."""
    if value == {} and _is_table(key):
        return None
    try:
        setting = setting_of(key)
    except KeyError:
        return N_("{path}: unknown setting {field}; valid: {known}."), {"known": ", ".join(_beside(key))}
    if not _FORMS[setting.form](value):
        return _PROBLEMS[setting.form], {}
    if setting.allowed and value not in setting.allowed:
        return N_("{path}: {field} must be one of {known}."), {"known": ", ".join(setting.allowed)}
    return None


def is_missing_value(key: tuple[str, ...], value: Any) -> bool:
    """Return whether a value is blank, or has a blank part, where one is needed: in a filter, an actor or a store."""
    if key[0] not in _NEEDED:
        return False
    from deskctl.language.blank import is_blank

    parts = value if isinstance(value, list) else [value]
    return not parts or any(isinstance(part, str) and is_blank(part) for part in parts)


def is_secret(key: tuple[str, ...], value: Any) -> bool:
    """Return whether a value is secret: its key is that of a password, or it is an address with a password."""
    return key[-1] in _SECRETS or (isinstance(value, str) and ":" in _user_part(value))


def masked(key: tuple[str, ...], value: Any) -> Any:
    """Return a value with its secrets masked."""
    if not is_secret(key, value):
        return value
    user = _user_part(str(value))
    return str(value).replace(f"{user}@", f"{user.partition(':')[0]}:{_MASK}@", 1) if ":" in user else _MASK


def _user_part(address: str) -> str:
    """Return the user part of an address: `name:password`."""
    return address.partition("://")[2].partition("/")[0].rpartition("@")[0]


def _is_table(key: tuple[str, ...]) -> bool:
    """Return whether a key is a table of settings; an empty table has no meaning."""
    heads = [name.split(".")[: len(key)] for name in SETTINGS if name.count(".") >= len(key)]
    return any(all(part in {"NAME", own} for part, own in zip(head, key, strict=True)) for head in heads)


def parse_typed(key: tuple[str, ...], typed: str) -> Any:
    """Convert a value typed on the command line to the type of its key; raises `KeyError`."""
    form = setting_of(key).form
    if form in {"seconds", "number"}:
        return _number(typed)
    if form == "flag" and typed.lower() in _TRUE | _FALSE:
        return typed.lower() in _TRUE
    return [word.strip() for word in typed.split(",")] if form == "texts" else typed


def read_value(key: str, value: Any) -> Any:
    """Convert a value of a saved queue to a filter's field."""
    if key == "due_within":
        from deskctl.language.time_words.durations import parse_duration

        return parse_duration(value)
    if key in {"status", "columns"}:
        return tuple(value.split(",")) if isinstance(value, str) else tuple(value)
    return value


def _number(typed: str) -> Any:
    try:
        return float(typed) if "." in typed else int(typed)
    except ValueError:
        return typed


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _LARGEST


def _is_length(value: Any) -> bool:
    from deskctl.language.time_words.durations import parse_duration

    return isinstance(value, str) and parse_duration(value) is not None


def hours(typed: str) -> tuple[time, time]:
    """Parse hours such as `22:00-07:00`; raises `ValueError`."""
    begin, end = (time.fromisoformat(f"{hour.strip():0>5}") for hour in typed.split("-"))
    return begin, end


def _is_hours(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(not value or hours(value))
    except ValueError:
        return False


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _is_command(value: Any) -> bool:
    from deskctl.config.commands import words_of

    try:
        return _is_texts(value) and bool(words_of(value))
    except ValueError:
        return False


_FORMS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "texts": _is_texts,
    "command": _is_command,
    "flag": lambda value: isinstance(value, bool),
    "length": _is_length,
    "seconds": _is_number,
    "number": _is_number,
    "hours": _is_hours,
}
_PROBLEMS: Mapping[str, str] = {
    "text": N_("{path}: {field} must be a text."),
    "texts": N_("{path}: {field} must be a text or a list of texts."),
    "command": N_("{path}: {field} must be a command: one line as in a shell, or a list of words."),
    "flag": N_("{path}: {field} must be true or false."),
    "length": N_("{path}: {field} must be a length such as 30m, 2h, 1d."),
    "seconds": N_("{path}: {field} must be seconds: a number from 0 to 86400."),
    "number": N_("{path}: {field} must be a number from 0 to 86400."),
    "hours": N_("{path}: {field} must be hours such as 22:00-07:00."),
}
