"""Keys as an input method for Chinese types them: full-width characters stand for the plain ones of the same key."""

from textual.events import Key
from textual.keys import _character_to_key

_OFFSET = 0xFEE0
_FIRST, _LAST = 0xFF01, 0xFF5E
_OTHERS = {"\u3000": " ", "。": ".", "、": "/", "【": "[", "】": "]", "《": "<", "》": ">", "“": '"', "”": '"'}
_HAN = range(0x4E00, 0xA000)


def half_width(character: str) -> str | None:
    """Return the plain character of a full-width one; None for any other."""
    if len(character) == 1 and _FIRST <= ord(character) <= _LAST:
        return chr(ord(character) - _OFFSET)
    return _OTHERS.get(character)


def plain_key(event: Key) -> Key:
    """Return the key that a full-width character stands for; other keys as they are."""
    plain = half_width(event.character or "")
    return event if plain is None else Key(_character_to_key(plain), plain)


def is_han(character: str | None) -> bool:
    """Return True for a Chinese character, which is no key anywhere: it is the beginning of a search."""
    return character is not None and len(character) == 1 and ord(character) in _HAN
