"""Custom headings: a small TOML file that maps each heading to a field."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import N_

_SETTINGS = frozenset({"date_order", "date_system"})
_COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """Heading -> field, and the notation of dates."""

    headings: Mapping[str, str]
    date_order: str | None = None
    date_system: str | None = None


def read_map(path: str) -> HeadingMap:
    """Read a map; raises `NotFound`, and `BadData` for a file that is not a map."""
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), path=path) from error
    except UnicodeDecodeError as error:
        raise BadData(N_("{path} is not UTF-8."), path=path) from error
    except tomllib.TOMLDecodeError as error:
        raise BadData(
            N_('{path} cannot be read: {reason}; a heading in quotation marks may have any letters: "Kunde" = "name".'),
            path=path, reason=str(error),
        ) from error  # fmt: skip
    except (OSError, ValueError) as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=path, reason=str(error)) from error
    headings = data.get(_COLUMNS, {name: value for name, value in data.items() if name not in _SETTINGS})
    settings = {name: str(data[name]) for name in _SETTINGS if name in data}
    if not isinstance(headings, dict) or not all(isinstance(value, str) for value in headings.values()):
        raise BadData(N_('{path}: a map has lines such as "Kunde" = "name".'), path=path)
    return HeadingMap(headings, **settings)
