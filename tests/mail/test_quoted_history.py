"""The new text of a reply ends where the mail client of its sender begins the quoted message."""

import pytest

from deskctl.mail.text.html import text_of_html
from deskctl.mail.text.new_text import new_text

ANSWER = "钱箱还是打不开，请问几点能到？"
LINE = "_" * 32
DASHES = "-" * 66
DESK = "服务台 <service@desk.example.com>"
HISTORIES = {
    "Outlook": f"{LINE}\n发件人: {DESK}\n发送时间: 2026年11月20日 9:00\n收件人: 王\n主题: 已受理",
    "Outlook in English": f"{LINE}\nFrom: {DESK}\nSent: Friday, November 20, 2026\nTo: Wang\nSubject: Accepted",
    "Foxmail": "发件人： 服务台\n发送时间： 2026-11-20 09:00\n收件人： 王\n主题： 已受理",
    "QQ": f"发件人：{DESK}\n发件时间：2026年11月20日 09:00\n收件人：王\n主题：已受理",
    "163": '在 2026-11-20 09:00:00，"服务台" <service@desk.example.com> 写道：',
    "Aliyun": f"{DASHES}\n发件人：{DESK}\n日　期：2026年11月20日\n收件人：王\n主　题：已受理",
    "Huawei": "-------- 原始邮件 --------\n发件人： 服务台",
    "Xiaomi": f"在 {DESK}，2026年11月20日 09:00写道：",
    "Gmail": f"{DESK} 于2026年11月20日周五 09:00写道：",
    "Gmail, name with a space": "Service Desk <service@desk.example.com> 于2026年11月20日周五 09:00写道：",
    "Gmail, folded": "青禾信息 服务台 <service@desk.example.com>\n于2026年11月20日周五 09:00写道：",
    "Gmail of Taiwan": "服務台 <service@desk.example.com> 於 2026年11月20日 週五 上午9:00寫道：",
    "Gmail in German": f"Am Fr., 20. Nov. 2026 um 09:00 Uhr schrieb {DESK}:",
    "Apple": f"> 在 2026年11月20日，09:00，{DESK} 写道：\n> ",
    "Thunderbird, forwarded": "-------- 转发的消息 --------\n主题: 打印机\n日期: Fri\n发件人: 李",
    "Apple, forwarded": "Begin forwarded message:\n\nFrom: Li\nSubject: printer\nDate: 20 November 2026\nTo: Wang",
    "Apple, forwarded in Chinese": "下面是被转发的邮件：\n\n发件人: 李\n主题: 打印机\n日期: 2026年11月20日\n收件人: 王",
}


@pytest.mark.parametrize("client", HISTORIES)
def test_quoted_message_is_cut_as_the_client_begins_it(client: str) -> None:
    """Only the answer is new, however the client introduces the message below it."""
    assert new_text(f"{ANSWER}\n\n{HISTORIES[client]}\n\n您的请求已受理。") == ANSWER


@pytest.mark.parametrize(
    "line",
    [
        "从 Windows 版邮件发送",
        "获取 iOS 版 Outlook",
        "Sent from Yahoo Mail for iPhone",
        "Get Outlook for iOS<https://aka.ms/x>",
    ],
)
def test_line_of_the_mail_program_is_not_part_of_the_answer(line: str) -> None:
    """The line that a mail program adds below an answer is cut, also above the quoted message."""
    assert new_text(f"{ANSWER}\n\n{line}\n{HISTORIES['Outlook']}") == ANSWER


def test_line_above_the_quoted_message_is_cut_from_html_too() -> None:
    """The dashes that a client writes above the head of the quoted message are not part of the answer."""
    head = "<div>发件人：服务台</div><div>发送时间：2026年11月20日(星期五) 09:00</div><div>收件人：王</div>"
    assert new_text(*text_of_html(f"<div>{ANSWER}</div><div>{DASHES}</div>{head}<div>您的请求</div>")) == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "请注意：\nFrom: 是英文界面的一个字段，\n我们的设备不认。",
        "2026年11月20日 服务台打电话来，我写道歉信给客户了。\n请尽快。",
        "--\n请尽快派人来。",
        f"见下表\n{DASHES}\n型号 CD-410",
        "Service Desk <service@desk.example.com> 是发件人\n请回电。",
    ],
)
def test_own_text_that_resembles_a_quote_or_a_signature_is_kept(text: str) -> None:
    """Without a complete head, or without any other text, nothing is cut."""
    assert new_text(text) == text
