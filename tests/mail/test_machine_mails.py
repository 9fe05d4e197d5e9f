"""Mails that machines wrote: absence notes in many languages, read receipts, and reports of mail servers."""

import pytest
from demo_lookups import DemoDesk

from deskctl.mail.classification.classify import Classified, classify
from deskctl.mail.read_message import read_message

OURS = "<t-071.c1.kx7q2m@desk.example.com>"
CONTACT = "p-0702@cus07.example.com"


def classified(*head: str, body: str = "x", sender: str = CONTACT, reference: str = "") -> Classified:
    lines = [f"From: {sender}", "Message-ID: <one@client.example.com>", *head]
    lines += [f"In-Reply-To: {reference}"] if reference else []
    reading, _files = read_message("\r\n".join([*lines, "", *body.split("\n")]).encode())
    return classify(reading, DemoDesk())


@pytest.mark.parametrize(
    "subject",
    [
        "外出自动回复：钱箱", "自动应答：钱箱", "OOO: till", "Out of Office AutoReply: till", "[Auto-Reply] till",
        "Respuesta automática: x", "Risposta automatica: x", "Resposta automática: x", "Automatisch antwoord: x",
        "系统自动回复：[T-071] 钱箱", "邮件自动回复: Re: 钱箱", "Vacation reply: x", "Out of Office Re: till",
        "自動応答: x", "자동 회신: x", "Автоматический ответ: x", "Automatyczna odpowiedź: x", "Autosvar: x",
    ],
)  # fmt: skip
def test_absence_note_is_automatic_in_every_language(subject: str) -> None:
    """The word that a mail server puts before the subject marks an absence note."""
    found = classified(f"Subject: {subject}", reference=OURS)
    assert (found.kind, found.joins, found.auto_answer) == ("auto", 71, False)


@pytest.mark.parametrize(
    "subject",
    [
        "自动回复功能坏了",
        "Automatic reply does not work",
        "Re: 自动回复：钱箱",
        "邮件自动回复：无法设置",
        "系统自动回复：功能坏了",
        "Anna is out of the office",
        "工程师不在办公室",
    ],
)
def test_request_about_absence_notes_is_a_request(subject: str) -> None:
    """A subject that only speaks of absence notes is that of a person."""
    assert classified(f"Subject: {subject}").kind == "new"


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Anna Meyer is out of the office.", "I will be out of the office starting 23.11.2026."),
        ("Anna Meyer is out of the office (returning 01.12.2026)", "I am out of the office until 01.12."),
        ("王喆 不在办公室", "我将从 2026-11-23 起外出，2026-12-01 回来。"),
    ],
)
def test_absence_note_of_notes_is_automatic(subject: str, body: str) -> None:
    """Notes writes the name of its user into the subject, and their words in the text are about themselves."""
    found = classified(f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", body=body, reference=OURS)
    assert (found.kind, found.joins, found.auto_answer) == ("auto", 71, False)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("改约上门：店长外出", "我目前不在店里，请改到周五上门。"),
        ("打印机坏了，工程师不在办公室", "您好，我现在从外地出差回来，请安排。"),
        ("Re: Anna Meyer is out of the office", "Then please send Ben; I am out of the office until noon."),
        ("Key: Anna is out of the office", "I'm out of ideas, please open the door for us."),
    ],
)
def test_person_who_mentions_an_absence_writes_no_absence_note(subject: str, body: str) -> None:
    """A request in which somebody is away remains a request."""
    found = classified(f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", body=body)
    assert found.kind == "new"


def test_parameter_of_auto_submitted_is_ignored() -> None:
    """The header may name the owner of the machine behind its value."""
    assert classified("Subject: x", f'Auto-Submitted: auto-replied; owner-email="{CONTACT}"').kind == "auto"


RECEIPT = f"""--B
Content-Type: text/plain

Read.
--B
Content-Type: message/disposition-notification

Final-Recipient: rfc822;{CONTACT}
Original-Message-ID: {OURS}
Disposition: manual-action/MDN-sent-manually; displayed

--B--"""


@pytest.mark.parametrize("reference", [OURS, ""])
@pytest.mark.parametrize("sender", [CONTACT, "se1@desk.example.com"])
@pytest.mark.parametrize("parameter", [" report-type=disposition-notification;", ""])
def test_read_receipt_is_no_answer(sender: str, reference: str, parameter: str) -> None:
    """A read receipt is noted on the ticket of the read mail and acknowledges nothing."""
    kind = f"Content-Type: multipart/report;{parameter} boundary=B"
    found = classified("Subject: Read: x", kind, body=RECEIPT, sender=sender, reference=reference)
    assert (found.kind, found.joins, found.auto_answer) == ("auto", 71, False)


@pytest.mark.parametrize(
    "subject",
    ["退信通知", "退信：无法送达", "投递不成功", "邮件投递失败通知", "failure notice", "未传递: x", "无法传递: x"],
)
def test_server_without_a_report_names_our_message_in_its_text(subject: str) -> None:
    """A report of a failure without a machine-readable part and without an empty return path finds its message."""
    found = classified(f"Subject: {subject}", sender="PostMaster@qq.com", body=f"Message-ID: {OURS}")
    assert (found.kind, found.joins) == ("bounce", 71)
    assert found.bounce is not None
    assert found.bounce.failed


@pytest.mark.parametrize(
    ("recipient", "subject", "joins"),
    [
        (CONTACT, "[T-071] 已受理", 71),
        (CONTACT, "［T-071］已受理", 71),
        ("p-0101@cus01.example.com", "[T-071] 已受理", None),
        (CONTACT, "[T-071] [T-072] x", None),
        (CONTACT, "已受理", None),
    ],
)
def test_report_without_a_message_id_joins_by_number_and_recipient(recipient: str, subject: str, joins: int) -> None:
    """QQ names subject and recipient only: the report is noted on that ticket, but no message is marked by it."""
    head = ("Subject: 系统退信/Systems bounce", "Return-Path: <>", "Content-Type: text/plain; charset=utf-8")
    body = f"抱歉，您的邮件被退回来了\n主题：{subject}\n收件人：{recipient}\n退信原因：地址不存在"
    found = classified(*head, sender="PostMaster@qq.com", body=body)
    assert (found.kind, found.joins, found.answers) == ("bounce", joins, None)


def test_report_about_an_international_address_is_read() -> None:
    """The report about an address that is not in ASCII has a type of its own."""
    part = "--B\nContent-Type: {}\n\n{}\n"
    facts = "Final-Recipient: utf-8; 李@例子.example\nAction: failed\nStatus: 5.1.1\n"
    body = part.format("message/global-delivery-status", facts) + part.format("text/plain", OURS) + "--B--"
    kind = "Content-Type: multipart/report; report-type=global-delivery-status; boundary=B"
    found = classified(
        "Subject: Undelivered Mail", "Return-Path: <>", kind, sender="mailer-daemon@mx.example", body=body
    )
    assert (found.kind, found.joins) == ("bounce", 71)
    assert found.bounce is not None
    assert (found.bounce.hard, found.bounce.recipient) == (True, "李@例子.example")


@pytest.mark.parametrize("name", ["no-reply-hr", "do.not.reply", "noreply2"])
def test_address_that_reads_no_mail_gets_no_answer(name: str) -> None:
    """No automatic answer goes to an address that nobody reads, in any spelling."""
    assert not classified("Subject: x", sender=f"{name}@cus07.example.com").auto_answer


@pytest.mark.parametrize(
    "line", ["X-Spam-Flag: YES", "X-Spam-Status: Yes, score=9", "X-Spam: Yes", "X-Barracuda-Spam-Flag: YES"]
)
def test_mail_marked_as_spam_is_kept_apart(line: str) -> None:
    """Each spam filter has its own header, and a negative one means nothing."""
    assert classified("Subject: x", line).kind == "quarantine"
    assert classified("Subject: x", line.lower().replace("yes", "No")).kind == "new"


@pytest.mark.parametrize(("subject", "answered"), [("POS T - 20 °C", True), ("T‑071 till", False)])
def test_letter_and_number_apart_are_no_ticket(subject: str, answered: bool) -> None:
    """A request is acknowledged if its subject names no ticket, which has no spaces without brackets."""
    assert classified(f"Subject: {subject}").auto_answer == answered
