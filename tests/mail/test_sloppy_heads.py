"""Heads that are not as they should be, but whose meaning is plain."""

from base64 import b64encode

import pytest

from deskctl.mail.classification.automatic import allows_answer
from deskctl.mail.parsed_message import ParsedMail
from deskctl.mail.read_message import read_message


@pytest.mark.parametrize("blank", [" ", "\t", " \t "])
def test_a_folded_field_may_hold_a_line_of_blanks(blank: str) -> None:
    """Such a line is no end of the head if the field goes on behind it; else it is one."""
    reading, _files = read_message(
        f"Subject: one\r\n{blank}\r\n\ttwo\r\nFrom: a@b.example.com\r\n\r\nHello\r\n".encode()
    )
    assert (reading.subject.split(), reading.from_address) == (["one", "two"], "a@b.example.com")
    reading, _files = read_message(f"From: a@b.example.com\r\n{blank}\r\nHello\r\n".encode())
    assert reading.text.strip() == "Hello"


def test_an_address_may_stand_bare_behind_a_name() -> None:
    """Without angle brackets the last word is the address, the rest the name."""
    reading, _files = read_message(b"From: Big Bug bb@bug.example.com\r\nSubject: x\r\n\r\nHello\r\n")
    assert (reading.from_address, reading.from_name) == ("bb@bug.example.com", "Big Bug")


def head(*lines: str, charset: str = "utf-8") -> ParsedMail:
    reading, _files = read_message("\r\n".join([*lines, "", "Hello"]).encode(charset))
    return reading


@pytest.mark.parametrize(
    ("lines", "address", "name"),
    [
        (["From: =?iso-8859-1?Q?M=FCller,=20Eva?= <eva@x.example.com>"], "eva@x.example.com", "Müller, Eva"),
        (["From: =?utf-8?Q?Ops_<night>_shift?= <ops@x.example.com>"], "ops@x.example.com", "Ops <night> shift"),
        (["From: [??????]", "From: =?utf-8?B?6YO9?= <two@x.example.com>"], "two@x.example.com", "都"),
        (['From: "=?GB2312?B?ztI=?=" <>', "Reply-To: <back@x.example.com>"], "back@x.example.com", ""),
        (["Reply-To: <back@x.example.com>", "Sender: <true@x.example.com>"], "true@x.example.com", ""),
        (["Return-Path: <path@x.example.com>", "To: us@desk.example.com"], "path@x.example.com", ""),
        (['From: "Big Old" <big old address@x.example.com>'], "bigoldaddress@x.example.com", "Big Old"),
        (['From: "Big Old" old@x.example.com'], "old@x.example.com", "Big Old"),
        (['From: "big old"@x.example.com', "Return-Path: <path@x.example.com>"], "path@x.example.com", ""),
        (["From: Jöhn <jöe@mäch.example.com>"], "jöe@mäch.example.com", "Jöhn"),
        (["From: eva@x.example.com (Eva Müller)"], "eva@x.example.com", "Eva Müller"),
    ],
)
def test_the_sender_is_found_where_it_stands(lines: list[str], address: str, name: str) -> None:
    """Commas in encoded words, spaces in quotes separate nothing; without a readable From the head has others."""
    reading = head(*lines)
    assert (reading.from_address, reading.from_name) == (address, name)


@pytest.mark.parametrize("line", ["Reply-To: <p@cus01.example.com>", "From: [?]\r\nSender: <p@cus01.example.com>"])
def test_a_mail_without_a_sender_of_its_own_is_not_answered_by_a_machine(line: str) -> None:
    """Who is only to be answered has signed nothing."""
    assert not allows_answer(head(line, "Subject: x"))
    assert allows_answer(head("From: <p@cus01.example.com>", "Subject: x"))


@pytest.mark.parametrize(
    ("charset", "subject"),
    [
        ("iso-8859-1", "Formação e avaliação"),
        ("windows-1252", "Prüfung – Störung"),
        ("windows-1251", "Сбой сервера"),
        ("big5", "伺服器無法啟動"),
        ("shift_jis", "サーバーが落ちました"),
        ("gb18030", "服务器无法启动"),
    ],
)
def test_raw_bytes_in_a_subject_are_read_by_the_charset_of_the_text(charset: str, subject: str) -> None:
    """A client that leaves its subject as it is writes it in the charset of its text."""
    content = f"Content-Type: text/plain; charset={charset}"
    assert head("From: a@b.example.com", f"Subject: {subject}", content, charset=charset).subject == subject


def test_chinese_bytes_are_chinese_whatever_a_western_label_says() -> None:
    """A subject of GBK bytes beside a text that is labelled as Latin-1 is read as GBK."""
    content = "Content-Type: text/plain; charset=iso-8859-1"
    assert head("From: a@b.example.com", "Subject: 打印机坏了", content, charset="gb18030").subject == "打印机坏了"


def test_accented_letters_without_any_label_are_no_chinese() -> None:
    """Single bytes beyond ASCII are letters of a Western alphabet; in rows they are Chinese."""
    assert head("From: a@b.example.com", "Subject: Versão da avaliação", charset="latin-1").subject == (
        "Versão da avaliação"
    )
    assert head("From: a@b.example.com", "Subject: 打印机 3 坏", charset="gb18030").subject == "打印机 3 坏"


def test_shift_jis_under_the_label_of_seven_bits_is_read() -> None:
    """Bytes beyond ASCII prove a label of ISO-2022-JP false, in an encoded word, in a raw subject and in the text."""
    word = b64encode("受付 DESK".encode("shift_jis")).decode()
    from_line = f"From: =?ISO-2022-JP?B?{word}?= <a@b.example.com>"
    content = "Content-Type: text/plain; charset=iso-2022-jp"
    lines = [from_line, "Subject: サーバー", content, "", "プリンター"]
    reading, _files = read_message("\r\n".join(lines).encode("shift_jis"))
    assert (reading.from_name, reading.subject, reading.text) == ("受付 DESK", "サーバー", "プリンター")


def test_escaped_japanese_is_read_with_its_label_and_without() -> None:
    """A subject or a text of ISO-2022-JP needs no label: its escapes say what it is."""
    for content in ("text/plain; charset=iso-2022-jp", "text/plain"):
        lines = ["From: a@b.example.com", "Subject: 急ぎ", f"Content-Type: {content}", "", "プリンターが動きません"]
        reading, _files = read_message("\r\n".join(lines).encode("iso-2022-jp"))
        assert (reading.subject, reading.text) == ("急ぎ", "プリンターが動きません")


@pytest.mark.parametrize("text", ["just a text\nof two lines", "Dear desk, the server: down\n\nplease call", "\nHello"])
def test_without_any_header_all_is_text(text: str) -> None:
    """A file with nothing but words is a mail with these words, known from others by them."""
    reading, _files = read_message(text.encode())
    assert (reading.text, reading.subject, reading.from_address) == (text.strip(), "", "")
    other, _files = read_message(f"{text} now".encode())
    assert other.identity != reading.identity
