"""The line that a mail program adds below a message, such as "Sent from my iPhone"."""

import re

_END = r"\s*(?:<[^<>\s]{1,150}>)?\s*\Z"
_SYSTEM = r"(?:iOS|Android|Mac|Windows|Mobile)"
_CHINESE = (
    r"(?:发自|来自|來自|傳自)我的[^，。；！？,;!?]{0,40}[。.]?"
    r"|发自\s*(?:[A-Za-z]|网易|小米|华为|荣耀|飞书)[^，。；！？,;!?]{0,40}[。.]?"
    r"|(?:发自|来自|發自|來自).{0,20}(?:手机|手機|平板|邮箱|郵箱|客户端|用戶端)"
    r"|从(?:我的.{0,30}|.{0,20}(?:Windows|Outlook|手机|平板|客户端|邮箱).{0,20})发送"
    r"|签名由.{0,20}定制"
    r"|发送自\s*(?:我的|[A-Za-z]).{0,40}"
    rf"|获取 ?(?:(?:适用于 ?)?{_SYSTEM} ?[版的] ?)?Outlook(?: for {_SYSTEM})?"
)
_ENGLISH = (
    r"Sent from my (?:[^,.;!?]{1,40}\.?|.{0,20}(?:iPhone|iPad|Galaxy|Android|BlackBerry|Windows|Samsung).*)"
    rf"|Sent from (?:Mail for|Outlook|Yahoo Mail).*|Get Outlook for {_SYSTEM}.*|Sent with (?-i:[A-Z])[^,;!?]{{0,40}}"
)
_LINE = re.compile(rf"\s*(?:{_CHINESE}|{_ENGLISH}){_END}", re.IGNORECASE)
_PAUSE = re.compile(r"[，。；！？,.;!?<]")
_OF_A_PERSON = re.compile(
    r"[不没未了坏谢心店单人]|无法|失败|错误|报[错表告]|[照图]片|文件|公司|客户(?!端)|用户(?!端)"
    r"|\b(?:not|they|it|we|is|are|was|were|do|does|did|has|have|all|today|yesterday|DHL|UPS|FedEx)\b",
    re.IGNORECASE,
)
"""Words that no program's line has before its first pause: the line is a sentence of a person."""
_LONG_LINE = 200


def is_of_program(line: str) -> bool:
    """Return True if a line is one that a mail program adds below a message."""
    if len(line) > _LONG_LINE or not _LINE.match(line):
        return False
    return not _OF_A_PERSON.search(_PAUSE.split(line)[0])
