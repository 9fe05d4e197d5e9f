"""Malformed headers whose meaning is clear."""

from base64 import b64encode

import pytest

from deskctl.mail.classification.automatic import allows_answer
from deskctl.mail.parsed_message import ParsedMail
from deskctl.mail.read_message import read_message


@pytest.mark.parametrize("blank", [" ", "\t", " \t "])
def test_folded_field_may_contain_a_blank_line(blank: str) -> None:
    """A line of blanks ends the headers, unless the folded field continues after it."""
    reading, _files = read_message(
        f"Subject: one\r\n{blank}\r\n\ttwo\r\nFrom: a@b.example.com\r\n\r\nHello\r\n".encode()
    )
    assert (reading.subject.split(), reading.from_address) == (["one", "two"], "a@b.example.com")
    reading, _files = read_message(f"From: a@b.example.com\r\n{blank}\r\nHello\r\n".encode())
    assert reading.text.strip() == "Hello"


def test_address_without_angle_brackets() -> None:
    """Without angle brackets the last word of the sender is the address, and the rest is the name."""
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
        (["From: 张三 <张三@公司.example.com>"], "张三@公司.example.com", "张三"),
        (["From: eva@x.example.com (Eva Müller)"], "eva@x.example.com", "Eva Müller"),
        (["From: Eva <eva@x.example.com.>"], "eva@x.example.com", "Eva"),
        (["From: Eva <@relay.example.com,@two.example.com:eva@x.example.com>"], "eva@x.example.com", "Eva"),
    ],
)
def test_sender_is_read_from_malformed_headers(lines: list[str], address: str, name: str) -> None:
    """Encoded commas and quoted spaces do not separate addresses, and another header replaces an unreadable From."""
    reading = head(*lines)
    assert (reading.from_address, reading.from_name) == (address, name)


FAULT = "解放路店收银机蓝屏请尽快处理"
BYTES = FAULT.encode()


def word(data: bytes, encoding: str = "B", charset: str = "utf-8") -> str:
    text = b64encode(data).decode() if encoding == "B" else "".join(f"={byte:02X}" for byte in data)
    return f"=?{charset}?{encoding}?{text}?="


@pytest.mark.parametrize(
    "value",
    [
        f"{word(BYTES[:10])}\r\n {word(BYTES[10:], 'Q')}",
        f"{word(BYTES[:10], 'Q')} {word(BYTES[10:])}",
        word(BYTES).removesuffix("?="),
        word(BYTES, charset=""),
        word(word(BYTES).encode()),
    ],
)
def test_damaged_encoded_words_are_decoded(value: str) -> None:
    """A character is split among words of both encodings, a word is cut off, has no charset, or is encoded twice."""
    assert head(f"Subject: {value}").subject == FAULT


@pytest.mark.parametrize("line", ["Reply-To: <p@cus01.example.com>", "From: [?]\r\nSender: <p@cus01.example.com>"])
def test_mail_without_a_readable_from_gets_no_automatic_answer(line: str) -> None:
    """A mail whose sender is only in Reply-To or Sender gets no automatic answer."""
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
def test_raw_subject_is_read_in_the_charset_of_the_text(charset: str, subject: str) -> None:
    """An unencoded subject is read in the charset of the text."""
    content = f"Content-Type: text/plain; charset={charset}"
    assert head("From: a@b.example.com", f"Subject: {subject}", content, charset=charset).subject == subject


def test_chinese_bytes_override_a_western_charset() -> None:
    """A subject of GBK bytes beside a text that is declared as Latin-1 is read as GBK."""
    content = "Content-Type: text/plain; charset=iso-8859-1"
    assert head("From: a@b.example.com", "Subject: 打印机坏了", content, charset="gb18030").subject == "打印机坏了"


def test_accented_letters_are_not_read_as_chinese() -> None:
    """Without a charset single bytes beyond ASCII are Western letters, and sequences of them are Chinese."""
    assert head("From: a@b.example.com", "Subject: Versão da avaliação", charset="latin-1").subject == (
        "Versão da avaliação"
    )
    assert head("From: a@b.example.com", "Subject: 打印机 3 坏", charset="gb18030").subject == "打印机 3 坏"


def test_shift_jis_declared_as_iso_2022_jp_is_read() -> None:
    """Bytes beyond ASCII that are declared as ISO-2022-JP are read as Shift JIS in headers and text."""
    word = b64encode("受付 DESK".encode("shift_jis")).decode()
    from_line = f"From: =?ISO-2022-JP?B?{word}?= <a@b.example.com>"
    content = "Content-Type: text/plain; charset=iso-2022-jp"
    lines = [from_line, "Subject: サーバー", content, "", "プリンター"]
    reading, _files = read_message("\r\n".join(lines).encode("shift_jis"))
    assert (reading.from_name, reading.subject, reading.text) == ("受付 DESK", "サーバー", "プリンター")


def test_iso_2022_jp_is_read_without_a_charset() -> None:
    """Text in ISO-2022-JP is recognised by its escape sequences, with and without a declared charset."""
    for content in ("text/plain; charset=iso-2022-jp", "text/plain"):
        lines = ["From: a@b.example.com", "Subject: 急ぎ", f"Content-Type: {content}", "", "プリンターが動きません"]
        reading, _files = read_message("\r\n".join(lines).encode("iso-2022-jp"))
        assert (reading.subject, reading.text) == ("急ぎ", "プリンターが動きません")


@pytest.mark.parametrize("text", ["just a text\nof two lines", "Dear desk, the server: down\n\nplease call", "\nHello"])
def test_without_headers_everything_is_text(text: str) -> None:
    """A file without headers is a mail with the whole text, and its identity depends on the text."""
    reading, _files = read_message(text.encode())
    assert (reading.text, reading.subject, reading.from_address) == (text.strip(), "", "")
    other, _files = read_message(f"{text} now".encode())
    assert other.identity != reading.identity


@pytest.mark.parametrize("start", ["d0cf11e0a1b11ae1", "504b0304", "255044462d312e340a"])
def test_file_of_another_kind_is_no_mail(start: str) -> None:
    """A message that Outlook saved in its own format, an archive and a document are kept, but not shown as text."""
    reading, files = read_message(bytes.fromhex(start) + b"\0\xff\x00: x\n" * 200)
    assert (reading.problem, reading.text, files) == ("not_a_mail", "", [])
