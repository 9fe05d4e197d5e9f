"""The signature of a message, and the lines that mail clients add below it."""

import re

_END = r"\s*(?:<[^<>\s]{1,150}>)?\s*\Z"
_SENT_FROM = re.compile(
    rf"\s*(?:(?:发自我的|来自我的|來自我的|傳自我的|发自\s*(?:iPhone|iPad|手机|网易|小米|华为|OPPO|vivo))"
    rf"[^，。；！？,;!?的了]{{0,25}}[。.]?{_END}"
    rf"|从(?:我的.{{0,30}}|.{{0,20}}(?:Windows|Outlook|手机|平板|客户端|邮箱).{{0,20}})发送{_END}"
    rf"|(?:发自|来自|發自|來自).{{0,20}}(?:手机|手機|平板|邮箱|郵箱|客户端|用戶端){_END}"
    rf"|Sent from my (?:[^,.;!?]{{1,40}}\.?{_END}|.{{0,20}}(?:iPhone|iPad|Galaxy|Android|BlackBerry|Windows|Samsung))"
    rf"|(?:Sent from (?:Mail for|Outlook|Yahoo Mail)|Get Outlook for|Sent with (?-i:[A-Z]))[^,;!?]{{0,40}}{_END}"
    rf"|(?:签名由.{{0,20}}定制|发送自(?!动).{{0,30}}){_END}|获取 ?(?:(?:iOS|Android) ?版 ?)?Outlook)",
    re.IGNORECASE,
)
_BAR, _BARS = "|", re.compile(r"\s*\|\s+\|\s*")
_LONG_LINE = 200
_LONGEST = 15  # lines of a signature below its delimiter


def without_signature(lines: list[str]) -> list[str]:
    """Return the lines above the signature."""
    kept = _stripped(lines[: _delimiter(lines)])
    while kept and len(kept[-1]) <= _LONG_LINE and _SENT_FROM.match(kept[-1]):
        kept = _stripped(kept[:-1])
    return _stripped(kept[: _card(kept)])


def _card(lines: list[str]) -> int:
    """Return the line that begins the table in which Netease writes a signature, or the number of lines."""
    if not lines or lines[-1].strip() != _BAR:
        return len(lines)
    first = max(0, len(lines) - _LONGEST)
    return next((place for place in range(first, len(lines)) if _BARS.fullmatch(lines[place])), len(lines))


def _delimiter(lines: list[str]) -> int:
    """Return the line that begins the signature, or the number of lines; the last of several is a separator."""
    found, words = [], 0
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].rstrip("\r \xa0") == "--":
            found.append(place)
        elif lines[place].strip():
            words += 1
        if words > _LONGEST:
            break
    with_space = [place for place in found if lines[place] != "--"]
    return with_space[-1] if with_space else found[0] if len(found) == 1 else len(lines)


def _stripped(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
