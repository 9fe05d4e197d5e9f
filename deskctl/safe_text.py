"""Make untrusted text safe to show on a terminal; a customer's text is evidence and stored unchanged.

Control characters are shown as pictures, characters that reorder or hide text as their code points, and long runs of
combining marks are cut.
"""

import re
from functools import cache
from unicodedata import category

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: chr(0x2421)}
_HIDDEN = (
    "\u0080-\u009f"  # C1 controls
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and of music
    "\U000e0000-\U000e0fff"  # tags
    "\ud800-\udfff"  # lone surrogates
)
_HIDDEN_MARK = f"[{_HIDDEN}]"
_OBEYED = f"[\x7f{_HIDDEN}]"
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_STACKED = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_FLOOD = f"([{_STACKED}]{{3}})[{_STACKED}]+"
_WITH_MARKS = (  # ranges with all combining marks, and without any Chinese or English character
    "\u0300-\u036f\u0483-\u0489\u0591-\u1cff\u1dc0-\u1dff\u20d0-\u20ff\u2cef-\u2dff\u302a-\u302f\u3099\u309a"
    "\ua66f-\uabff\ufb1e\ufe00-\ufe2f\U000101fd-\U0001e94a"
)
_NOT_PLAIN = f"[\x00-\x1f\x7f{_WITH_MARKS}{_HIDDEN}]"
_MOST_MARKS = 6  # on one letter: no script needs more
_STACK = rf"[^\w\x00-\x7f]{{{_MOST_MARKS + 1},}}"  # marks of any script are not word characters
_COMBINING = frozenset({"Mn", "Me"})
_LINE_ENDS = str.maketrans({"\n": "⏎", "\r": None, "\t": " "})
_KEPT = {ord("\n"): "\n", ord("\t"): "    "}


_pattern = cache(re.compile)  # compiled on first use: most texts need none of them, and each takes 0.5 ms


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"


def _picture(match: re.Match[str]) -> str:
    return _PICTURES.get(ord(match.group())) or _code_point(match)


def _cut_stack(match: re.Match[str]) -> str:
    """Return a stack of marks without those beyond the limit."""
    kept, height = [], 0
    for character in match.group():
        height = height + 1 if category(character) in _COMBINING else 0
        if height <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _is_plain(text: str) -> bool:
    return (text.isascii() and text.isprintable()) or not _pattern(_NOT_PLAIN).search(text)


def visible(text: str) -> str:
    """Return a text that is safe on a terminal, without control characters; line ends are kept."""
    if _is_plain(text):
        return text
    shown = text.replace("\r\n", "\n").translate(_PICTURES | _KEPT)
    return _pattern(_STACK).sub(_cut_stack, _pattern(_FLOOD).sub(r"\1", _pattern(_HIDDEN_MARK).sub(_code_point, shown)))


def without_controls(text: str) -> str:
    """Return a text with its control characters as pictures, except line ends and tabs."""
    return _pattern(_CONTROL).sub(_picture, text) if _pattern(_CONTROL).search(text) else text


def one_line(text: str) -> str:
    """Return a text that is safe on one line of a terminal; line ends become a visible character."""
    if _is_plain(text):
        return text
    return visible(text.translate(_LINE_ENDS))


def json_text(text: str) -> str:
    """Escape characters that are valid in JSON but that a terminal interprets: DEL, C1, bidi and hidden marks."""
    return text if text.isascii() and "\x7f" not in text else _pattern(_OBEYED).sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:  # noqa: PLR2004 - the edge of the basic plane
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
