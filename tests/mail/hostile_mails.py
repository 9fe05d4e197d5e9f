"""Hostile mails: too long, too deeply nested, too many parts, and malformed headers and parts of every kind."""

import base64
import bz2
import gzip
import zlib
from collections.abc import Callable

HEAD = b"From: P <p@cus.example.com>\r\nTo: service@desk.example.com\r\nMessage-ID: <x@cus.example.com>\r\n"
PLAIN = HEAD + b"Subject: quiet\r\n\r\nThe printer is silent.\r\n"
MANY = 150_000
FEWER = 50_000
"""Of what takes longer to read than anything else."""


def mail(
    body: bytes, content_type: bytes = b"text/plain; charset=utf-8", subject: bytes = b"s", extra: bytes = b""
) -> bytes:
    return HEAD + b"Subject: " + subject + b"\r\nContent-Type: " + content_type + b"\r\n" + extra + b"\r\n" + body


def html(markup: bytes) -> bytes:
    return mail(markup, b"text/html; charset=utf-8")


def nested(levels: int) -> bytes:
    opening = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (i, i + 1) for i in range(levels)
    )
    return mail(opening + b"--b%d\r\n\r\nend\r\n" % levels, b"multipart/mixed; boundary=b0")


def file_named(parameters: bytes) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b\r\nContent-Disposition: attachment; " + parameters
    return mail(part + b"\r\n\r\nx\r\n--b--\r\n", b"multipart/mixed; boundary=b")


def packed(data: bytes, name: bytes) -> bytes:
    head = (
        b"--b\r\nContent-Type: application/octet-stream; name="
        + name
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return mail(head + base64.encodebytes(data) + b"--b--\r\n", b"multipart/mixed; boundary=b")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty file": lambda: b"",
    "one line end": lambda: b"\n",
    "only zeros": lambda: b"\0" * 100_000,
    "random bytes": lambda: bytes(range(256)) * 4_000,
    "no header at all": lambda: b"\r\n\r\nwords",
    "a head without a body": lambda: HEAD,
    "a header of 5 MB": lambda: b"Subject: " + b"a" * (5 << 20) + b"\r\n\r\nx",
    "20,000 headers": lambda: b"X: y\r\n" * 20_000 + b"\r\nx",
    "a subject of 260 KB in encoded words": lambda: mail(b"x", subject=b" ".join([b"=?utf-8?B?5Y2V?="] * 15_000)),
    "a subject of one word of 260 KB": lambda: mail(b"x", subject=b"=?utf-8?B?" + b"5Y2V" * 65_000 + b"?="),
    "encoded words without an end": lambda: mail(b"x", subject=b"=?utf-8?q?" * 26_000),
    "question marks": lambda: mail(b"x", subject=b"=?" * MANY),
    "an encoded word of an unknown charset": lambda: mail(b"x", subject=b"=?no-such-charset?B?5Y2V?="),
    "an encoded word of base64 as charset": lambda: mail(
        b"x", subject=b"=?base64?Q?abc?= =?rot13?Q?abc?= =?idna?Q?abc?="
    ),
    "a charset that escapes": lambda: mail(rb"\x41\N{LATIN SMALL LETTER A}", b"text/plain; charset=unicode_escape"),
    "a charset with a path": lambda: mail(b"words", b"text/plain; charset=../../../etc/passwd"),
    "a charset with a zero": lambda: mail(b"words", b"text/plain; charset=utf\0-8"),
    "a charset of 100 KB": lambda: mail(b"words", b"text/plain; charset=" + b"a" * 100_000),
    "UTF-7 in HTML": lambda: mail(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-", b"text/html; charset=utf-7"),
    "half a character in UTF-7": lambda: mail(b"+2AA-", b"text/plain; charset=utf-7", b"=?utf-7?Q?+2AA-?="),
    "UTF-16 of odd length": lambda: mail(b"\xff\xfeabc", b"text/plain; charset=utf-16"),
    "base64 of nothing but stars": lambda: mail(b"*" * MANY, extra=b"Content-Transfer-Encoding: base64\r\n"),
    "quoted-printable of equals signs": lambda: mail(
        b"=" * MANY, extra=b"Content-Transfer-Encoding: quoted-printable\r\n"
    ),
    "an unknown transfer encoding": lambda: mail(b"words", extra=b"Content-Transfer-Encoding: x-uuencode\r\n"),
    "150,000 opened links": lambda: html(b"<a " * MANY),
    "150,000 opened links and one end": lambda: html(b"<a " * MANY + b">"),
    "150,000 quotes in tags": lambda: html(b"<a \"' " * MANY + b">"),
    "150,000 comments": lambda: html(b"<!--" * MANY),
    "150,000 comments with an end": lambda: html(b"<!-- <p> " * MANY + b"-->words"),
    "50,000 scripts": lambda: html(b"<script>" * FEWER),
    "150,000 declarations": lambda: html(b"<!x" * MANY),
    "50,000 nested blocks": lambda: html(b"<div>" * FEWER + b"words"),
    "50,000 links in links": lambda: html(b"<a href=http://x.example.com>w" * FEWER + b"</a>" * FEWER),
    "50,000 nested quotes": lambda: html(b"<blockquote>x" * FEWER),
    "50,000 cells": lambda: html(b"<table><tr>" + b"<td>x" * FEWER),
    "references of a million digits": lambda: html(b"&#" + b"9" * 1_000_000 + b";"),
    "150,000 references": lambda: html(b"&amp" * MANY + b"&" * MANY),
    "20,000 nested parts": lambda: nested(20_000),
    "20,000 parts": lambda: mail(b"--b\r\n\r\nx\r\n" * 20_000 + b"--b--", b"multipart/mixed; boundary=b"),
    "a boundary of nothing": lambda: mail(b"--\r\n\r\nx\r\n----", b'multipart/mixed; boundary=""'),
    "a boundary of expressions": lambda: mail(
        b"--(a+)+$\r\n\r\nx\r\n--(a+)+$--", b'multipart/mixed; boundary="(a+)+$"'
    ),
    "a multipart without parts": lambda: mail(b"words", b"multipart/mixed; boundary=b"),
    "a multipart without a boundary": lambda: mail(b"words", b"multipart/mixed"),
    "the same boundary inside": lambda: mail(
        b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n" * 50, b"multipart/mixed; boundary=b"
    ),
    "name* without a value": lambda: file_named(b"filename*="),
    "name* without a charset": lambda: file_named(b"filename*=''"),
    "a name with false percents": lambda: file_named(b"filename*=utf-8''%ZZ%%%4"),
    "pieces in a false order": lambda: file_named(b"filename*2=c; filename*0=a; filename*1=b; filename*1=x"),
    "40,000 pieces": lambda: file_named(b"; ".join(b"filename*%d*=%%41" % (i % 1000) for i in range(40_000))),
    "40,000 semicolons": lambda: file_named(b";" * 40_000),
    "an open quote of 200 KB": lambda: file_named(b'filename="' + b"a" * 200_000),
    "backslashes": lambda: file_named(b'filename="' + b"\\" * 200_000 + b'"'),
    "150,000 addresses": lambda: b"From: " + b"a@b.example.com, " * MANY + b"\r\n\r\nx",
    "150,000 opened angles": lambda: b"From: " + b"<" * MANY + b"\r\n\r\nx",
    "150,000 comments in an address": lambda: b"From: " + b"(" * MANY + b"a@b.example.com\r\n\r\nx",
    "150,000 references to messages": lambda: mail(b"x", extra=b"References: " + b"<a@b> " * MANY + b"\r\n"),
    "quote marks": lambda: mail(b">" * 2_000_000),
    "150,000 attributions": lambda: mail("在 2026-11-22 写道:\n".encode() * MANY),
    "lines of dashes": lambda: mail((b"-" * 990 + b"\n") * 2_000),
    "150,000 heads of quotes": lambda: mail("发件人: x\n".encode() * MANY),
    "150,000 signature marks": lambda: mail(b"-- \n" * MANY),
    "one line of 20 MB": lambda: mail(b"a" * (20 << 20)),
    "a flowed text of one paragraph": lambda: mail(b"word \n" * MANY, b"text/plain; format=flowed; delsp=yes"),
    "100 MB in a gzip": lambda: packed(gzip.compress(b"\0" * (1 << 20), 9) * 100, b"a.gz"),
    "100 MB in a bzip2": lambda: packed(bz2.compress(b"\0" * (1 << 20)) * 100, b"a.bz2"),
    "a zlib in a zlib": lambda: packed(zlib.compress(zlib.compress(b"\0" * (100 << 20), 1), 9), b"a.zz"),
    "a transfer encoding of gzip": lambda: mail(
        gzip.compress(b"\0" * (20 << 20)), extra=b"Content-Transfer-Encoding: gzip\r\nContent-Encoding: gzip\r\n"
    ),
    "a report of 50,000 recipients": lambda: mail(
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + b"Action: failed\r\nFinal-Recipient: rfc822; a@b\r\n\r\n" * 50_000,
        b"multipart/report; report-type=delivery-status; boundary=b",
    ),
    "a date beyond time": lambda: b"Received: x; Sun, 99 Foo 99999 99:99:99 +9999\r\nDate: \xff\xfe\r\n\r\nx",
    "a date of many digits": lambda: b"Received: x; " + b"1" * 100_000 + b"\r\n\r\nx",
}
