"""Decoding bytes despite wrong labels: many clients label GBK as GB2312, or have no label at all."""

import codecs
import re
from collections.abc import Iterable

_GB = frozenset({"gb2312", "gbk", "cp936", "ms936", "mswin936", "windows936", "gb231280", "euccn", "gb18030"})
_CHARSET_NAME = re.compile(
    r"(utf-?(7|8|16|32)(-?(le|be|sig))?|u(s-)?ascii|ascii|ansi_x3\.4-1968|latin-?\d+|iso[-_]?8859[-_]\d+(-[ei])?|windows-\d+"
    r"|cp-?\d+|ibm-?\d+|koi8[-_][a-z]+|big5([-_]?hkscs)?|euc[-_]?(jp|kr|tw)|iso-2022-(jp|kr)(-\w+)?|shift[-_]?jis|sjis"
    r"|ks_c_5601-1987|hz(-gb-2312)?|tis-620|mac[-_]?\w+|johab)\Z"
)
_ALIASES = {
    "unknown": "",
    "unknown-8bit": "",
    "unicode-1-1-utf-7": "utf-7",
    "utf-8-sig": "utf-8",
    "cn-big5": "big5",
    "windows-31j": "cp932",
    "windows-932": "cp932",
    "windows-949": "cp949",
    "windows-950": "cp950",
    "ms932": "cp932",
    "ms949": "cp949",
    "ms950": "cp950",
    "uhc": "cp949",
}
_EXTENSIONS = {
    "big5": ("cp950", "big5hkscs"),
    "cp950": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
    "iso8859-1": ("cp1252",),
}
"""What clients mean by a charset: the codecs that are tried before it."""
_WESTERN = frozenset({"iso8859-1", "iso8859-15", "cp1252"})
_ESCAPED_JAPANESE = "iso2022_jp"
"""A seven-bit codec; clients that use its label for bytes beyond ASCII mean Shift JIS."""
_ESCAPE = b"\x1b$"
"""Its escape sequence for characters of two bytes."""
_LONG_RUN = re.compile(rb"[\x80-\xff]{4}")
"""A run of bytes beyond ASCII: Chinese text has them, accented letters do not."""
_CHINESE_RUN = re.compile(rb"(?!([\x80-\xff])\1{3})[\x80-\xff]{4,}")
"""A long run that is not a line of dots, dashes or spaces."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_ODD_RUN = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?:[\x80-\xff]{2})*(?![\x80-\xff])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
"""Characters of the private use area: bytes of Big5 become them in GB18030."""
_META = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HEAD_OF_PAGE = 4_096
_LONGEST_MIXTURE = 1 << 20
_FALSE_BYTES = 200  # one wrong byte in this many is damage, more means another charset


def codec_of(label: str, *, markup: bool = False) -> str:
    """Return the codec for a charset label, or an empty string if the label is not one of a text codec."""
    name = label.strip().strip("\"'").lower().removeprefix("x-")
    name = _ALIASES.get(name, name)
    if name.replace("-", "").replace("_", "") in _GB:
        return "gb18030"
    if not _CHARSET_NAME.match(name):
        return ""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if markup and codec == "utf-7" else codec


def decode(data: bytes, label: str = "", *, markup: bool = False) -> str:
    """Decode bytes by their label if they are valid in it, else by guessing."""
    codec = codec_of(label, markup=markup)
    if not codec or codec == "ascii":
        return guess(data)
    if _contradicts(data, codec):
        return guess(data)
    text = _first_text(data, (*_EXTENSIONS.get(codec, ()), codec))
    if text is not None:
        return text
    if codec.startswith(_ESCAPED_JAPANESE) and _ESCAPE not in data:
        return guess(data, label)
    damaged = data.decode(codec, "replace")
    return damaged if damaged.count("\ufffd") <= max(2, len(data) // _FALSE_BYTES) else guess(data)


def charset_of_page(data: bytes) -> str:
    """Return the charset that a page of HTML names in its head; one of wide characters could not be read there."""
    match = _META.search(data[:_HEAD_OF_PAGE])
    label = match[1].decode("ascii") if match else ""
    return "" if codec_of(label).startswith(("utf-16", "utf-32")) else label


def guess(data: bytes, hint: str = "") -> str:
    """Decode bytes without a label: try UTF-8, then the charset of the message, GB18030, Latin-1.

    Escape sequences for Japanese characters identify their own codec.
    """
    escaped = _ESCAPED_JAPANESE if _ESCAPE in data else ""
    is_chinese = bool(_LONG_RUN.search(data)) or not _ODD_RUN.search(data)
    hinted = codec_of(hint)
    if hinted.startswith(_ESCAPED_JAPANESE):
        hinted = "cp932"
    believed = "" if hinted in _WESTERN and _LONG_RUN.search(data) else hinted
    text = _first_text(data, filter(None, (escaped, "utf-8", believed)))
    if text is None:
        text = _by_lines(data)
    if text is None and is_chinese:
        text = _attempt(data, "gb18030")
    if text is not None:
        return text
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= len(data) // _FALSE_BYTES:
        return damaged
    return _first_text(data, ("cp1252", "latin-1")) or ""


def _first_text(data: bytes, codecs_in_order: Iterable[str]) -> str | None:
    """Return the text in the first codec that all bytes are valid in."""
    return next((text for codec in codecs_in_order if (text := _attempt(data, codec)) is not None), None)


def _by_lines(data: bytes) -> str | None:
    """Decode lines of UTF-8, of which a mail gateway has added few in GB18030; None if most are not UTF-8."""
    if len(data) > _LONGEST_MIXTURE:
        return None
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    valid = sum(len(line) for line in lines if _UTF8.search(line) and _attempt(line, "utf-8") is not None)
    if 2 * valid <= sum(map(len, lines)):
        return None
    return "\n".join(map(_line_of_mixture, data.split(b"\n")))


def _line_of_mixture(line: bytes) -> str:
    """Decode a line in UTF-8 or GB18030; one that is mostly UTF-8 is damaged."""
    is_damaged = 2 * 3 * len(_UTF8.findall(line)) > len(_BEYOND_ASCII.findall(line))
    text = _first_text(line, ("utf-8",) if is_damaged else ("utf-8", "gb18030"))
    return line.decode("utf-8", "replace") if text is None else text


def _contradicts(data: bytes, codec: str) -> bool:
    """Return True if bytes are certainly not in a Western or Chinese charset that decodes nearly anything."""
    if data.isascii() or codec not in {*_WESTERN, "gb18030"}:
        return False
    if (codec in _WESTERN or _UTF8.search(data)) and _attempt(data, "utf-8") is not None:
        return True
    if codec not in _WESTERN:
        return False
    chinese = sum(len(run[0]) for run in _CHINESE_RUN.finditer(data))
    return 2 * chinese > len(_BEYOND_ASCII.findall(data)) and _attempt(data, "gb18030") is not None


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except (UnicodeError, ValueError):
        return None
    if codec == "gb18030" and _is_big5(data, text):
        return _attempt(data, "cp950")
    if codec == "utf-7":  # it alone can hold half of a pair
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.removeprefix("\ufeff")


def _is_big5(data: bytes, text: str) -> bool:
    """Return True if a tenth of the Chinese characters of a text in GB18030 is private, and none is in Big5."""
    if 20 * len(_PRIVATE.findall(text)) <= len(_BEYOND_ASCII.findall(data)):
        return False
    other = _attempt(data, "cp950")
    return other is not None and not _PRIVATE.search(other)
