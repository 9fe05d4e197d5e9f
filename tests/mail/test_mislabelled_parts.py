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


TAIWAN = "印表機壞了，請派人來看。"
JAPANESE = "①号機㈱のプリンターが故障"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("x-big5", "big5", TAIWAN),
        ("windows-950", "cp950", TAIWAN),
        ("x-windows-950", "cp950", TAIWAN),
        ("x-windows-31j", "cp932", JAPANESE),
        ("x-windows-949", "cp949", "똠방 프린터"),
        ("ms949", "cp949", "똠방 프린터"),
        ("big5", "big5hkscs", "嘅機壞咗"),
        ("gb2312", "big5", TAIWAN),
        ("x-sjis", "cp932", JAPANESE),
        ("windows-31j", "cp932", JAPANESE),
        ("Shift_JIS", "cp932", JAPANESE),
        ("ks_c_5601-1987", "cp949", "똠방 프린터"),
        ("iso-8859-1", "cp1252", "Köln “steht”"),
    ],
)
def test_charset_means_its_common_extension(label: str, codec: str, text: str) -> None:
    """A client names the standard and sends the characters that its system added to it."""
    assert read(text.encode(codec), f"Content-Type: text/plain; charset={label}").text == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("big5", "big5", TAIWAN),
        ("gb2312", "gbk", CHINESE),
        ("shift_jis", "cp932", "プリンターが故障"),
        ("windows-1252", "cp1252", "Köln “steht”"),
        ("utf-7", "utf-8", CHINESE),
        ("utf-16", "utf-8", CHINESE),
    ],
)
@pytest.mark.parametrize("form", ["<meta charset='{}'>", '<META http-equiv=x content="text/html; charset={}">'])
def test_page_names_its_charset_itself(label: str, codec: str, text: str, form: str) -> None:
    """Without a charset in the header that of the page counts; one in the header overrides it."""
    page = f"<head>{form.format(label)}</head><p>{text}</p>"
    assert read(page.encode(codec), "Content-Type: text/html").text == text
    assert read(page.encode(), "Content-Type: text/html; charset=utf-8").text == text


def test_big5_without_a_charset_is_recognised() -> None:
    """Bytes of Big5 are no Chinese in GBK, where most of them are in the area for private use."""
    assert read(TAIWAN.encode("big5"), "Content-Type: text/plain").text == TAIWAN


@pytest.mark.parametrize("label", ["utf-8", ""])
def test_line_in_another_charset_does_not_spoil_the_others(label: str) -> None:
    """A mail gateway adds its line in its own charset."""
    data = f"{CHINESE}\n".encode() + "免责声明：本邮件保密。".encode("gbk")
    kind = f"Content-Type: text/plain; charset={label}" if label else "Content-Type: text/plain"
    assert read(data, kind).text == f"{CHINESE}\n免责声明：本邮件保密。"


@pytest.mark.parametrize("cut", [-1, -2])
def test_character_cut_off_damages_no_other(cut: int) -> None:
    """A mail without a charset that ends within a character is readable up to it."""
    data = f"{CHINESE}\n{CHINESE}\n打印机坏".encode()[:cut]
    assert read(data, "Content-Type: text/plain").text == f"{CHINESE}\n{CHINESE}\n打印机\ufffd"


def test_line_below_base64_is_not_decoded() -> None:
    """A mail gateway adds its line unencoded below an encoded text."""
    data = b64encode(CHINESE.encode()) + b"\r\n\r\n--\r\nThis mail was scanned.\r\n"
    head = ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64")
    assert read(data, *head).text == CHINESE


PIECES = "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n正文\r\n--B--\r\n"


@pytest.mark.parametrize("body", [PIECES, "正文\r\n"])
@pytest.mark.parametrize("kind", ["multipart/mixed", "multipart/mixed; boundary=other"])
def test_parts_without_their_boundary_are_read(body: str, kind: str) -> None:
    """The first line of the body is the boundary if the header names none; without any the body is text."""
    found = read(body.encode(), f"Content-Type: {kind}").text
    assert found == "正文" if "boundary" not in kind or "--" not in body else "正文" in found


@pytest.mark.parametrize("boundary", ["--=_Part_1", "----------000"])
@pytest.mark.parametrize("before", ["", "\r\n", "This is a message in MIME format.\r\n\r\n"])
def test_boundary_of_a_client_is_found(boundary: str, before: str) -> None:
    """Boundaries of most clients begin with dashes, and some stand below a remark."""
    body = before + PIECES.replace("--B", f"--{boundary}")
    assert read(body.encode(), "Content-Type: multipart/mixed").text == "正文"


def test_text_with_a_file_name_is_shown_and_attached() -> None:
    """Some clients name the text itself like a file; without other text it is shown."""
    reading = read(CHINESE.encode(), "Content-Type: text/plain; charset=utf-8; name=body.txt")
    assert (reading.text, [file.name for file in reading.files]) == (CHINESE, ["body.txt"])


@pytest.mark.parametrize(
    ("kind", "content", "name"),
    [
        ("message/rfc822", "Subject: =?utf-8?B?5pS26ZO25py6?=\r\n\r\nx", "收银机.eml"),
        ("message/rfc822", "From: a@b.example.com\r\n\r\nx", "message.eml"),
        ("text/calendar; method=REQUEST", "BEGIN:VCALENDAR", "invitation.ics"),
        ("message/rfc822; name=a.eml", "Subject: x\r\n\r\nx", "a.eml"),
    ],
)
def test_attached_mail_or_invitation_has_a_name(kind: str, content: str, name: str) -> None:
    """An attached mail is named by its subject and an invitation by its kind, if the client gives no name."""
    body = f"--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B\r\nContent-Type: {kind}\r\n\r\n{content}\r\n--B--"
    reading = read(body.encode(), "Content-Type: multipart/mixed; boundary=B")
    assert [file.name for file in reading.files] == [name]


PAGE = f"<p>{CHINESE}</p>"


@pytest.mark.parametrize("plain", ["This email requires an HTML viewer.", "请使用支持HTML的邮件客户端查看。", PAGE])
def test_plain_text_that_is_none_is_replaced_by_the_page(plain: str) -> None:
    """A hint at the page, or its markup, is not the text of a mail."""
    part = "--B\r\nContent-Type: text/{}; charset=utf-8\r\n\r\n{}\r\n"
    body = part.format("plain", plain) + part.format("html", PAGE) + "--B--"
    assert read(body.encode(), "Content-Type: multipart/alternative; boundary=B").text == CHINESE


@pytest.mark.parametrize("kind", ["x-amp-html", "watch-html", "rtf"])
def test_another_form_of_the_text_is_no_file(kind: str) -> None:
    """Of a text in several forms one is read, and the others are not attachments."""
    part = "--B\r\nContent-Type: text/{}; charset=utf-8\r\n\r\n{}\r\n"
    body = part.format("plain", CHINESE) + part.format(kind, "x") + part.format("calendar", "y") + "--B--"
    reading = read(body.encode(), "Content-Type: multipart/alternative; boundary=B")
    assert (reading.text, [file.type for file in reading.files]) == (CHINESE, ["text/calendar"])


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


def test_part_of_a_collection_within_a_digest_is_text() -> None:
    """Only the parts of the digest itself are messages if nothing names their type."""
    inner = PIECES.replace("Content-Type: text/plain; charset=utf-8\r\n", "").replace("--B", "--C")
    body = f"--A\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n{inner}\r\n--A--\r\n"
    assert read(body.encode(), "Content-Type: multipart/digest; boundary=A").text == "正文"
