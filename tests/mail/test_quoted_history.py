"""The new text of a reply ends where the mail client of its sender begins the quoted message."""

import pytest

from deskctl.mail.read_message import read_message
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
    "Thunderbird, name only": "服务台 于 2026-11-20 09:00 写道:",
    "Outlook in German": f"Von: {DESK}\nGesendet: Freitag, 20. November 2026\nAn: Wang\nBetreff: Drucker",
    "Outlook in French": f"De : {DESK}\nEnvoyé : vendredi 20 novembre 2026\nÀ : Wang\nObjet : imprimante",
    "Outlook in Japanese": f"差出人: {DESK}\n送信日時: 2026年11月20日\n宛先: Wang\n件名: 受付",
    "Thunderbird, forwarded": "-------- 转发的消息 --------\n主题: 打印机\n日期: Fri\n发件人: 李",
    "Apple, forwarded": "Begin forwarded message:\n\nFrom: Li\nSubject: printer\nDate: 20 November 2026\nTo: Wang",
    "Outlook in Spanish": f"De: {DESK}\nEnviado: viernes, 20 de noviembre de 2026\nPara: Wang\nAsunto: impresora",
    "Outlook in Italian": f"Da: {DESK}\nInviato: venerdì 20 novembre 2026\nA: Wang\nOggetto: stampante",
    "Outlook in Dutch": f"Van: {DESK}\nVerzonden: vrijdag 20 november 2026\nAan: Wang\nOnderwerp: printer",
    "Outlook in Korean": f"보낸 사람: {DESK}\n보낸 날짜: 2026년 11월 20일\n받는 사람: Wang\n제목: 접수",
    "QQ, title without dashes": f"    原始邮件\n    \n\n发件人：{DESK}\n发件时间：2026年11月20日\n主题：已受理",
    "139": f"----邮件原文----发件人：{DESK}收件人：王发送时间：2026-11-20 09:00:00主题：已受理",
    "Notes": f"-----{DESK} 写道: -----\n收件人: 王\n发件人: {DESK}\n日期: 2026-11-20 09:00\n主题: 已受理",
    "Notes in English": f'-----"Desk" <d@desk.example.com> wrote: -----\nTo: Wang\nFrom: {DESK}\nDate: 11/20/2026',
    "K-9": f"于 2026年11月20日 GMT+08:00 上午9:00:00, {DESK} 写到:\n>您好",
    "Proton": f"‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Friday, November 20th, 2026, {DESK} wrote:",
    "Zoho": f"---- On Fri, 20 Nov 2026 09:00:00 +0800 {DESK} wrote ----",
    "GroupWise": f">>> {DESK} 20/11/2026 09:00 >>>",
    "Apple, forwarded in Chinese": "下面是被转发的邮件：\n\n发件人: 李\n主题: 打印机\n日期: 2026年11月20日\n收件人: 王",
}


@pytest.mark.parametrize(
    "line",
    [
        "El vie, 20 nov 2026 a las 9:00, Desk (<service@desk.example.com>) escribió:",
        "Op vr 20 nov. 2026 om 09:00 schreef Desk <service@desk.example.com>:",
        "2026年11月20日(金) 9:00 Desk <service@desk.example.com>:",
        "2026년 11월 20일 (금) 오전 9:00, Desk <service@desk.example.com>님이 작성:",
        "pt., 20 lis 2026 o 09:00 Desk <service@desk.example.com>\nnapisał(a):",
    ],
)
def test_line_with_date_and_address_above_marked_lines_begins_the_quote(line: str) -> None:
    """In any language the line above marked lines that names a date and an address introduces them."""
    assert new_text(f"{ANSWER}\n\n{line}\n\n> Hello,\n> accepted.") == ANSWER
    text = f"{ANSWER}\n\n{line}\n\nHello, this is not marked."
    assert new_text(text) == text


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
        "从 Outlook for iOS 发送",
        "从三星手机发送",
        "来自网易手机邮箱",
        "发自飞书邮箱",
        "发自荣耀手机",
        "发自WPS邮箱客户端",
        "来自 Android 版 QQ邮箱<https://mail.qq.com>",
        "发自我的华为 Mate 60 Pro",
        "发自我的智能手机",
        "发自小米14",
        "发自网易邮箱大师",
        "发送自 Windows 10 版邮件应用",
        "获取适用于 iOS 的 Outlook<https://aka.ms/x>",
        "Sent from my iPhone. Please excuse typos, it was typed in haste.",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from Mail for Windows 10",
        "Sent from Yahoo Mail. Get the app",
        "Sent with Proton Mail secure email.",
    ],
)
def test_line_of_the_mail_program_is_not_part_of_the_answer(line: str) -> None:
    """The line that a mail program adds below an answer is cut, also above the quoted message."""
    assert new_text(f"{ANSWER}\n\n{line}\n{HISTORIES['Outlook']}") == ANSWER


@pytest.mark.parametrize("last", ["|", "|\n签名由网易邮箱大师定制", "|\n签名由 网易邮箱大师 定制\n"])
def test_card_of_netease_is_not_part_of_the_answer(last: str) -> None:
    """Netease writes the table of a signature as bare bars into the plain text."""
    card = f"| |\n王喆\n|\n|\nwang@cus07.example.com\n{last}"
    assert new_text(f"{ANSWER}\n\n\n{card}\n---- 回复的原邮件 ----\n| 发件人 | 服务台 |\n您好") == ANSWER
    table = f"{ANSWER}\n| 型号 | 数量 |\n| |\n| CD-410 | 2 |"
    assert new_text(table) == table


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
        "邮件功能坏了\n从我的手机端发送不了报表",
        "照片如下\n来自现场的照片里手机拍得不清楚",
        "Von: Lager\nAn: Kasse\nDas steht auf dem Karton.",
        "您好：\n在收银软件的日志里，系统写道：\n数据库连接超时",
        "Hello,\nOn the screen the program wrote:\nDatabase timeout",
        "请处理\n发送自动对账单失败",
        "Please look.\nSent from Outlook they vanish, sent from the till they do not.",
        "请查收\n发自上海仓库的三台扫描枪",
        "请查收\n来自我的办公室的打印机坏了",
        "单子打不出来\n发自我的手机的单子打不出来，发自电脑的可以",
        "Two files are missing.\nSent with the courier today: the broken disk.",
        "The reports are lost.\nSent from my PC they arrive, sent from the till they do not.",
        "问题如下：\n--\n打印慢\n--\n请安排",
        "您好，\n从昨天起邮箱不能发送",
        "您好，\n从我的电脑上无法发送",
        "报修：\n发送自动报表失败",
        "报修：\n获取Outlook数据失败",
        "谢谢。\n发自内心感谢你们的工程师。",
        "收到。\n发自上海门店的报表打不开",
        "邮件乱码\n来自客户邮箱",
        "报表\n来自我的门店的照片",
        "The scanner is dead.\nSent with DHL yesterday.",
        "Mails fail.\nSent from my PC they do not arrive",
        "Mails fail.\nSent from my iPhone they are too large",
        "Mails fail.\nSent from Outlook they do not arrive.",
        "以下是报错：\n>>> 启动 >>>\n失败了，请看。",
        "Please help.\nGet Outlook for all our tills.",
    ],
)
def test_own_text_that_resembles_a_quote_or_a_signature_is_kept(text: str) -> None:
    """Without a complete head, or without any other text, nothing is cut."""
    assert new_text(text) == text


QQ = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
PAGE = "<div>好的，谢谢&nbsp; 已经恢复。</div><div>--------&nbsp;原始邮件&nbsp;--------</div><div>您好</div>"
PLAIN = (
    "好的，谢谢&nbsp; 已经恢复。\n\n------------------&nbsp;原始邮件&nbsp;------------------\n发件人: <a@x.example&gt;"
)


@pytest.mark.parametrize("page", [PAGE, ""])
def test_plain_text_of_qq_is_without_entities(page: str) -> None:
    """QQ writes the entities of its page into the plain text: the page is read, or the entities of a plain mail are."""
    more = f"\n--b\nContent-Type: text/html; charset=utf-8\n\n{page}" if page else ""
    reading, _files = read_message(f"{QQ}{PLAIN}{more}\n--b--\n".encode())
    assert " ".join(reading.text_new.split()) == "好的，谢谢 已经恢复。"


def test_entities_in_the_text_of_a_person_are_kept() -> None:
    """A plain text without an alternative that speaks of entities is not changed."""
    words = "The page shows &nbsp; and &gt; in the receipt."
    assert read_message(f"Subject: x\n\n{words}\n".encode())[0].text == words
