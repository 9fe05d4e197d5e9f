"""Full-width characters typed with a Chinese input method, mapped to the plain characters of the same keys."""

from textual.events import Key, Paste
from textual.keys import _character_to_key

from deskctl.language.folding import half_width

_OTHERS = {"。": ".", "、": "/", "【": "[", "】": "]", "《": "<", "》": ">", "“": '"', "”": '"'}
_HAN = range(0x4E00, 0xA000)


def plain_character(character: str) -> str:
    """Return the plain character of a full-width one; any other is returned unchanged."""
    return _OTHERS.get(character, half_width(character))


def plain_key(event: Key) -> Key:
    """Return the plain key for a full-width character; other keys are returned unchanged."""
    typed = event.character or ""
    plain = plain_character(typed)
    return event if plain == typed else Key(_character_to_key(plain), plain)


def is_han(character: str | None) -> bool:
    """Return True for a Chinese character, which is never a key binding and starts a search."""
    return character is not None and len(character) == 1 and ord(character) in _HAN


def search_words(event: Key | Paste) -> str:
    """Return the words that start a search: a Chinese character or the first pasted line; empty for other keys."""
    if isinstance(event, Paste):
        return next(iter(event.text.strip().splitlines()), "")
    return event.character or "" if is_han(event.character) else ""
