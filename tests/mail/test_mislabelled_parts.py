"""Parts whose label contradicts their bytes or their place are read as their sender meant them."""

from base64 import b64encode

import pytest

from deskctl.mail.parsed_message import ParsedMail
from deskctl.mail.read_message import read_message

CHINESE = "打印机坏了，请尽快派人来看。"
GERMAN = "Das Gerät läuft nicht für Müller."


def read(body: bytes, *head: str) -> ParsedMail:
    return read_message("\r\n".join(["From: a@b.example.com", *head, "", ""]).encode() + body)[0]


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "utf-8", CHINESE),
        ("iso-8859-1", "gbk", CHINESE),
        ("windows-1252", "utf-8", CHINESE),
        ("iso-8859-1", "utf-8", GERMAN),
        ("iso-8859-1", "latin-1", GERMAN),
        ("iso-8859-1", "latin-1", "a\xa0\xa0\xa0\xa0\xa0\xa0b läuft"),
        ("windows-1252", "cp1252", "…………… läuft – „Übär“"),
        ("gb2312", "gbk", "一"),
    ],
)
def test_wrong_charset_is_recognised_by_the_bytes(label: str, codec: str, text: str) -> None:
    """UTF-8 and Chinese under another charset's label are recognised, and a true label is believed."""
    data = text.encode(codec)
    word = f"Subject: =?{label}?B?{b64encode(data).decode()}?="
    reading = read(data, word, f"Content-Type: text/plain; charset={label}")
    assert (reading.text, reading.subject) == (text, text)


def test_text_of_related_parts_is_found_wherever_it_is() -> None:
    """A client may put the pictures of a page before the page."""
    picture = "--B\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n"
    page = "--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>正文</p>\r\n--B--\r\n"
    reading = read((picture + page).encode(), "Content-Type: multipart/related; boundary=B")
    assert reading.text == "正文"
    assert [file.name for file in reading.files] == ["a.png"]


def test_mark_before_the_headers_is_ignored() -> None:
    """An editor of Windows may have saved the file of a mail with a byte order mark."""
    reading, _files = read_message(b"\xef\xbb\xbfFrom: a@b.example.com\r\n\r\nx")
    assert reading.from_address == "a@b.example.com"
