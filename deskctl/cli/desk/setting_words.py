"""The settings whose values are words of the program: the filters and columns of saved queues, kinds of alerts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from deskctl.cli.app.filter_options import chosen_codes
from deskctl.config.known_settings import parts_of
from deskctl.errors import Usage
from deskctl.language.words import KINDS
from deskctl.sla.lifecycle import STATUSES

_QUEUES, _EXCEPT = "queues", "console.quiet_except"
_EVERY = "all"


def _columns() -> Sequence[str]:
    from deskctl.widgets.panes.queue_columns import CHOOSABLE

    return CHOOSABLE


def _alerts() -> Sequence[str]:
    from deskctl.queries.alerts.alert import KINDS as ALERTS

    return ALERTS


_OF_QUEUES: Mapping[str, Callable[[], Sequence[str]]] = {
    "status": lambda: (*STATUSES, _EVERY),
    "kind": lambda: (*KINDS,),
    "columns": _columns,
}


def check_words(name: str, value: Any) -> None:
    """Raise `Usage` if a setting contains a word that nothing has."""
    words = _words_of(name)
    if words is None or not isinstance(value, (str, list)):
        return
    given = value.split(",") if isinstance(value, str) else value
    typed = [one.strip() for one in given if isinstance(one, str) and one.strip()]
    chosen_codes(parts_of(name)[-1], name, typed, words())


def wrong_words(values: Mapping[str, Any]) -> Iterator[tuple[str, Usage]]:
    """Yield each setting that contains a word that nothing has, with the mistake."""
    for name, value in values.items():
        try:
            check_words(name, value)
        except Usage as mistake:
            yield name, mistake


def _words_of(name: str) -> Callable[[], Sequence[str]] | None:
    if name == _EXCEPT:
        return _alerts
    parts = parts_of(name)
    return _OF_QUEUES.get(parts[-1]) if parts[0] == _QUEUES else None
