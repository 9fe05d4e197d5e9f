"""No words of the sender are left out of the new text: answers between the quoted lines, and forwarded messages."""

import pytest

from deskctl.mail.read_message import read_message
from deskctl.mail.text.new_text import new_text

WROTE = "On Fri, Nov 20, 2026 at 9:00 AM Service desk <service@desk.example.com> wrote:"
HEAD = "发件人: 赵 <zhao@cus07.example.com>\n发送时间: 2026年11月20日 8:00\n收件人: 王\n主题: 收银机"


def new_text_of(subject: str, text: str, *more: str) -> str:
    """Return the new text of a mail."""
    head = "\n".join([f"Subject: {subject}", "Content-Type: text/plain; charset=utf-8", *more])
    return read_message(f"{head}\n\n{text}\n".encode())[0].text_new


def test_answers_between_quoted_lines_are_shown_with_the_questions() -> None:
    """Answers that stand between the quoted lines follow the greeting above, each below its question."""
    text = f"See below.\n\n{WROTE}\n> Which report?\nSales.\n> Since when?\n\nMonday.\n\n> Regards"
    assert new_text(text) == "See below.\n\n> Which report?\nSales.\n> Since when?\n\nMonday."


def test_answers_between_quoted_lines_need_no_greeting() -> None:
    """Without words above the quoted message its lines are shown with the answers."""
    assert new_text(f"{WROTE}\n> Which?\nSales.\n> When?\nMonday.") == "> Which?\nSales.\n> When?\nMonday."


@pytest.mark.parametrize("greeting", ["Hello,", "Thanks!", "Thank you Anna.", "谢谢！", "好的，谢谢。"])
def test_answer_below_the_quoted_message_follows_a_greeting_above(greeting: str) -> None:
    """With only a greeting or thanks above the quoted message the answer below it is shown too."""
    found = new_text(f"{greeting}\n\n{WROTE}\n> Which report?\n\nSales.\n\n-- \nAnna")
    assert found == f"{greeting}\n\nSales."


@pytest.mark.parametrize(
    "below",
    [
        "> Your request has been accepted, and one of our engineers will call you\nsoon\n> Regards",
        "> Regards\n\nThis mail is confidential.",
    ],
)
def test_line_below_an_answer_that_is_none_is_left_out(below: str) -> None:
    """Neither a wrapped quoted line nor what a server adds below the quoted message is an answer."""
    answer = "The report is still slow this morning, about 90 seconds."
    assert new_text(f"{answer}\n\n{WROTE}\n{below}") == answer


@pytest.mark.parametrize(
    "subject", ["转发: 收银机", "Fw: till", "Fwd: Re: till", "[EXT] FW: till", "WG: Kasse", "I: x", "ENC: x"]
)
@pytest.mark.parametrize(
    "history",
    [
        HEAD,
        f"------------------ 原始邮件 ------------------\n{HEAD}",
        "---------- Forwarded message ---------\nFrom: Zhao\nDate: Fri",
    ],
)
def test_forwarded_message_is_part_of_the_mail(subject: str, history: str) -> None:
    """Who forwards a message with a word of their own means the message; their signature is cut."""
    found = new_text_of(subject, f"请处理\n-- \n王喆\n\n{history}\n\n收银机蓝屏。", "In-Reply-To: <a@b>")
    assert found == f"请处理\n\n{history}\n\n收银机蓝屏。"


@pytest.mark.parametrize(
    "subject",
    ["Re: till", "回复: 转发: 收银机", "答复：收银机", "RE[2]: till", "AW: WG: Kasse", "R: x", "RES: x", "VS: x"],
)
def test_answer_to_a_forwarded_message_is_cut(subject: str) -> None:
    """The outermost mark of a subject counts: an answer is shown without its history."""
    assert new_text_of(subject, f"好的\n\n{HEAD}\n\n收银机蓝屏。") == "好的"


@pytest.mark.parametrize(
    "text",
    [
        "新增用户：\n发件人：管理员\n日期：2026年11月24日\n收件人：财务部\n请开通，账号 cw01。",
        "执行后报错：\n> Error 0x35\n> Error 0x36",
        "日志：\n2026-11-24 08:00:01 app wrote:\n0x99 failed",
    ],
)
def test_mail_that_answers_nothing_has_no_quoted_message(text: str) -> None:
    """In a mail that answers no other, lines that resemble a quoted message are the sender's own."""
    assert new_text_of("邮箱权限", text) == text
    assert new_text_of("邮箱权限", text, "References: <a@b>") != text


ARMOUR = "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----"


def test_words_signed_with_pgp_are_shown_without_the_signature() -> None:
    """The lines that PGP puts around a text, and its marks before dashes, are not the sender's words."""
    words = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe disk is full:\n- - /data\n- -- \nAnna"
    assert new_text_of("disk", f"{words}\n{ARMOUR}") == "The disk is full:\n- /data"
    spaced = words.replace("SHA256\n\n", "SHA256\n \n").replace("full:", "full.\n\nOf these:")
    assert new_text_of("disk", f"{spaced}\n{ARMOUR}") == "The disk is full.\n\nOf these:\n- /data"
    assert new_text_of("disk", f"See the key:\n{ARMOUR}") == f"See the key:\n{ARMOUR}"


def test_invisible_characters_below_the_text_are_cut() -> None:
    """Editors leave spaces without width at the end of a mail."""
    assert new_text_of("disk", "The disk is full.\n\n\u200b\n\xa0\ufeff") == "The disk is full."
