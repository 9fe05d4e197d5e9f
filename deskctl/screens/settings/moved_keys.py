"""The keys that the settings change; a key that conflicts or never arrives is reported, and the default stays.

`[keys]` in the settings file maps the id of an action to another key, or to several keys separated by commas.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from textual.keys import Keys, _character_to_key

from deskctl.config.file import line_of, text_of_settings, values_in_file
from deskctl.errors import BadData
from deskctl.language.i18n import N_, _
from deskctl.screens.settings.screen_keys import PLACES, BoundAction, layers, movable
from deskctl.widgets.style.key_words import character_of, key_word, key_words

TABLE = "keys"
KEPT_BY_TERMINALS = frozenset(
    {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+s", "ctrl+q", "ctrl+left_square_bracket", "alt+b", "alt+f"}
)
"""The keys that arrive as another key or not at all, because terminals use them."""
_WRITTEN = frozenset({"enter", "tab", "shift+tab", "backspace"})
_HELD = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})
_NAMED = frozenset(str(key.value) for key in Keys)


@dataclass(frozen=True, slots=True)
class MovedKeys:
    """The valid changed keys by the id of their action, and the errors of the others."""

    keys: Mapping[str, str]
    wrong: tuple[BadData, ...] = ()


def read_moved_keys() -> MovedKeys:
    """Return the checked keys of the settings."""
    requested = requested_keys()
    return checked(requested) if requested else MovedKeys({})


def requested_keys() -> dict[str, str]:
    """Return the keys in the settings without checking them."""
    settings = ((name.partition("."), keys) for name, keys in values_in_file().items())
    return {name: keys for (table, _dot, name), keys in settings if table == TABLE and isinstance(keys, str)}


def checked(requested: Mapping[str, str]) -> MovedKeys:
    """Return the valid changes; of two that conflict, the later one is dropped."""
    kept: dict[str, str] = {}
    wrong: list[BadData] = []
    for name, keys in requested.items():
        try:
            kept[name] = _alone(name, keys)
        except BadData as error:
            wrong.append(error)
    while clash := next(_clashes(kept), None):
        lost, key, other = clash
        del kept[lost]
        wrong.append(_wrong(lost, N_("{key} is already the key of {other}."), key=key_word(key), other=named(other)))
    return MovedKeys(kept, tuple(wrong))


def refusal(name: str, keys: str) -> BadData | None:
    """Return the error of giving an action these keys in addition to the other changes; None if it is possible."""
    others = {other: moved for other, moved in requested_keys().items() if other != name}
    wrong = checked({**checked(others).keys, name: keys}).wrong
    return next((error for error in wrong if error.field == f"{TABLE}.{name}"), None)


def named(bound: BoundAction) -> str:
    """Return the name of an action with its id."""
    return f"{_(bound.name)} ({bound.id})" if bound.id else _(bound.name)


def keys_of(bound: BoundAction, moved: Mapping[str, str]) -> tuple[str, ...]:
    """Return the current keys of an action."""
    return tuple(moved[bound.id].split(",")) if bound.id in moved else bound.keys


def _alone(name: str, keys: str) -> str:
    """Return the keys as Textual names them; raises `BadData` if they are invalid on their own."""
    bound = movable().get(name)
    if bound is None:
        near = ", ".join(get_close_matches(name, movable(), 3) or ["ticket.answer"])
        raise _wrong(name, N_("There is no action {name}; did you mean {near}?"), near=near)
    named_keys = [_named(key.strip()) for key in keys.split(",")]
    for key in named_keys:
        if not _is_key(key):
            raise _wrong(name, N_("{key!r} is not a key: write a, A, comma, f5, ctrl+a, alt+a."), key=key)
        if key in KEPT_BY_TERMINALS or _is_shifted_letter(key):
            raise _wrong(name, N_("{key} never arrives in a terminal."), key=key_word(key))
        if bound.typed and (character_of(key) or key in _WRITTEN):
            sentence = N_("Text is typed where {name} works, and {key} is part of it: use a key with ctrl or alt.")
            raise _wrong(name, sentence, key=key_word(key))
    return ",".join(dict.fromkeys(named_keys))


def _named(key: str) -> str:
    *held, name = key.split("+") if len(key) > 1 else [key]
    return "+".join((*(part.lower() for part in held), _character_to_key(name) if len(name) == 1 else name.lower()))


def _is_key(key: str) -> bool:
    *held, name = key.split("+")
    is_known = name in _NAMED or character_of(name) is not None
    return bool(name) and name.isprintable() and set(held) <= _HELD and is_known


def _is_shifted_letter(key: str) -> bool:
    *held, name = key.split("+")
    return held == ["shift"] and len(name) == 1


def _clashes(kept: Mapping[str, str]) -> Iterator[tuple[str, str, BoundAction]]:
    """Yield the conflicts: the id of the change to drop, the key, and the action that keeps it."""
    order = list(kept)
    for layer in (layer for place in PLACES for layer in layers(place)):
        by_key: dict[str, list[BoundAction]] = {}
        for bound in layer:
            for key in keys_of(bound, kept):
                for other in by_key.setdefault(key, []):
                    if other.identity != bound.identity and (bound.id in kept or other.id in kept):
                        later, stays = sorted((bound, other), key=lambda one: _position(one, order), reverse=True)
                        yield later.id, key, stays
                by_key[key].append(bound)


def _position(bound: BoundAction, order: list[str]) -> int:
    return order.index(bound.id) if bound.id in order else -1


def _wrong(name: str, sentence: str, **values: str) -> BadData:
    line = line_of(text_of_settings(), (TABLE, name))
    bound = movable().get(name)
    default = key_words(",".join(bound.keys)) if bound else ""
    return BadData(sentence, line=line, field=f"{TABLE}.{name}", name=name, default=default, **values)
