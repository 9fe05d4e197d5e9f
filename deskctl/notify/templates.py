"""The templates of messages: the firm's own in its settings folder, else the packaged ones.

The first line of a template is the subject. A line of the text that consists of a label, a colon and values is left out
if all its values are empty.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from deskctl.config import config_file
from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.language.i18n import LANGUAGES, N_
from deskctl.safe_text import visible

_FOLDER = "mail"
_HOSTILE = "{{ 7 * 7 }}{% for x in y %}\r\nBcc: x@outside.example.net\x1b[2J"
_VALUES = (
    "ticket title customer site contact phone severity level owner promise due staff firm hotline mail subject sender"
    " what note undelivered version text hours when who reason state open over"
)
_LISTS = ("promises", "concerned", "rows")
_VALUE = r"\{\{[^{}]*\}\}"
_SPACES = re.compile(r"(?m)(?<!^--)[ \t]+$")
"""The spaces at the end of a line; the one behind the dashes of a signature stays."""
_LABELLED = re.compile(rf"[^{{}}\n]*[:：]\s*{_VALUE}(?:\s*{_VALUE})*\s*")


def template_path(name: str, lang: str) -> Path:
    """Return the path of the template for a kind of message in a language."""
    file = f"{name}.{lang}.txt"
    own = config_file().parent / _FOLDER / file
    return own if own.is_file() else data_file(_FOLDER, file)


def template_names() -> list[str]:
    """Return the kinds of messages that have a template."""
    return sorted({path.name.split(".")[0] for path in data_file(_FOLDER).glob("*.txt")})


def render_template(name: str, lang: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and text from a template; control characters in the values become visible. Raises `BadData`."""
    from jinja2 import TemplateError

    path = template_path(name, lang)
    try:
        text = _compiled(path.read_text(encoding="utf-8-sig")).render(
            {key: _shown(value) for key, value in values.items()}
        )
    except (OSError, UnicodeDecodeError, TemplateError, ArithmeticError, TypeError) as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), _SPACES.sub("", body).strip("\n") + "\n"


@cache
def _compiled(text: str) -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    subject, *lines = text.split("\n")
    place = ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)
    return place.from_string("\n".join([subject, "".join(map(_only_if_known, lines))]))


def _only_if_known(line: str) -> str:
    """Return a line of a template; one of a label and values only for the case that one of these is not empty."""
    if _LABELLED.fullmatch(line) is None:
        return f"{line}\n"
    known = " or ".join(f"({value.strip('{}-+ ')})" for value in re.findall(_VALUE, line))
    return f"{{% if {known} %}}{line}\n{{% endif %}}"


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list | tuple):
        return [_shown(item) for item in value]
    return "" if value is None else value


def template_trials() -> list[dict[str, Any]]:
    """Render every template with hostile values and return the results."""
    values: dict[str, Any] = {**dict.fromkeys(_VALUES.split(), _HOSTILE), **{key: [_HOSTILE] for key in _LISTS}}
    return [_trial(name, lang, values) for name in template_names() for lang in LANGUAGES]


def _trial(name: str, lang: str, values: Mapping[str, Any]) -> dict[str, Any]:
    row = {"template": name, "lang": lang, "file": str(template_path(name, lang))}
    try:
        subject, _text = render_template(name, lang, values)
    except BadData as error:
        return {**row, "ok": False, "subject": None, "error": str(error)}
    return {**row, "ok": True, "subject": subject, "error": None}
