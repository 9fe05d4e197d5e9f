"""Mails imported from files: they are read, joined to tickets, opened as tickets, and saved unchanged."""

import hashlib
import mailbox
from pathlib import Path
from typing import Any

import pytest
from calling import Deskctl

from deskctl.language.i18n import use_language

CORPUS = Path(__file__).parents[2] / "data" / "mail"
DESK = '[mail]\ndesk_id = "desk-7f31"\n[mail.account.service]\naddresses = ["service@desk.example.com"]\n'


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(DESK, encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))


def imported(act: Deskctl, *names: str) -> list[dict[str, Any]]:
    return act("mail", "import", *(CORPUS / name for name in names), "--jsonl", "--actor", "BS1").rows


def shown(act: Deskctl, mail: str) -> Any:
    return act("mail", "show", mail, "--json").json


def test_mail_is_imported_from_a_file(act: Deskctl) -> None:
    """A mail from a file is read with its sender, text, time of receipt and due time."""
    (row,) = imported(act, "m01.eml")
    assert (row["mail"], row["kind"], row["known"]) == ("ML-0006", "new", False)
    mail = shown(act, "ML-0006")
    assert (mail["contact"], mail["customer"], mail["subject"]) == ("P-0101", "CUS-01", "王喆的考勤机无法上传")
    assert (mail["received_at"], mail["due_at"]) == ("2026-11-22T09:02:13+08:00", "2026-11-22T09:32:13+08:00")
    assert mail["text"].startswith("您好:")
    assert mail["state"] == "waiting"


@pytest.mark.parametrize(("word", "code"), [("否", 0), ("是", 0), ("no", 0), ("perhaps", 2)])
def test_answered_option_accepts_yes_and_no(act: Deskctl, word: str, code: int) -> None:
    """`--answered` accepts yes and no in both languages."""
    assert act("mail", "import", CORPUS / "m01.eml", "--answered", word, "--actor", "BS1").code == code


def test_same_mail_is_imported_once(act: Deskctl) -> None:
    """A file that is imported again is known, and the same mail from another file is a duplicate."""
    imported(act, "m01.eml")
    (again,) = imported(act, "m01.eml")
    assert (again["mail"], again["known"]) == ("ML-0006", True)
    (other,) = imported(act, "m20.eml")
    assert other["kind"] == "duplicate"
    assert shown(act, other["mail"])["duplicate_of"] == "ML-0006"


SEALED = {
    "smime": "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMIIB",
    "opaque": "application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\nMIIB",
    "pgp": 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n--b\n'
    "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
    "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n--b--",
}


def encrypted(act: Deskctl, folder: Path, name: str, subject: str, body: str) -> str:
    head = f"From: p-0702@cus07.example.com\nSubject: {subject}\nMessage-ID: <{name}@c>\nMIME-Version: 1.0\n"
    file = folder / f"{name}.eml"
    file.write_text(f"{head}Content-Type: {body}\n", encoding="utf-8")
    return str(act("mail", "import", file, "--jsonl", "--actor", "BS1").rows[0]["mail"])


def test_encrypted_mail_is_marked_for_people(act: Deskctl, tmp_path: Path) -> None:
    """People read in their language that a mail is encrypted or signed as a whole; its text in JSON stays empty.

    A mail with nothing but certificates is not encrypted.
    """
    for name, body in SEALED.items():
        mail = encrypted(act, tmp_path, name, "x", body)
        for lang, words in (("zh", "无法在此阅读"), ("en", "cannot be read here")):
            use_language(lang)
            assert words in act("mail", "show", mail).out
            assert words in act("mail", "list").out
        assert (shown(act, mail)["text"], shown(act, mail)["text_new"], shown(act, mail)["sealed"]) == ("", "", True)
    assert {row["first_line"] for row in act("mail", "list", "--jsonl").rows if row["sealed"]} == {""}
    plain = encrypted(act, tmp_path, "certs", "x", SEALED["smime"].replace(".p7m", ".p7c"))
    assert (shown(act, plain)["sealed"], "cannot be" in act("mail", "show", plain).out) == (False, False)


def test_encrypted_mail_is_marked_on_its_ticket(act: Deskctl, tmp_path: Path) -> None:
    """The action of an encrypted mail says so, whether it was joined by the desk or a person, or opened the ticket."""
    own = encrypted(act, tmp_path, "own", "Re: [T-071] x", SEALED["smime"])
    other = encrypted(act, tmp_path, "other", "x", SEALED["pgp"])
    act("mail", "join", "T-071", "--mail", other, "--actor", "BS1")
    steps = {step["data"].get("mail"): step["data"] for step in act("ticket", "history", "T-071", "--jsonl").rows}
    assert (steps[own]["sealed"], steps[other]["sealed"]) == (True, True)
    third = encrypted(act, tmp_path, "third", "x", SEALED["opaque"])
    opened = act("ticket", "open", "--mail", third, "--severity", "general", "--actor", "BS1", "--json").json["ticket"]
    assert [step["data"].get("sealed") for step in act("ticket", "history", opened, "--jsonl").rows].count(True) == 1


def test_mail_list_shows_waiting_mails(act: Deskctl) -> None:
    """The list contains the mails that need a person, oldest first, and quarantined mail only if asked for."""
    imported(act, "m01.eml", "m28.eml", "m24.eml")
    waiting = act("mail", "list", "--jsonl").rows
    assert {row["kind"] for row in waiting} == {"new"}
    assert {row["mail"] for row in waiting} & {"ML-0006", "ML-0007", "ML-0008"} == {"ML-0006"}
    assert [row["received_at"] for row in waiting] == sorted(row["received_at"] for row in waiting)
    (spam,) = act("mail", "list", "--kind", "quarantine", "--jsonl").rows
    assert spam["subject"] == "代开发票"
    assert len(act("mail", "list", "--state", "all", "--jsonl").rows) == 8


def test_ticket_is_opened_from_a_mail(act: Deskctl) -> None:
    """The ticket has the subject, text and files of the mail, and the mail is handled and cannot be joined again."""
    imported(act, "m11.eml")
    row = act(
        "ticket", "open", "--mail", "ML-0006", "--kind", "question", "--catalog", "A", "--json", "--actor", "BS1"
    ).json
    ticket = act("ticket", "show", row["ticket"], "--json").json
    assert (ticket["title"], ticket["channel"]) == ("请协助核对备份策略(附件)", "email")
    assert ticket["description"] == "附件是备份策略和现状截图,请协助核对。"
    mail = shown(act, "ML-0006")
    assert (mail["state"], mail["ticket"], mail["handled_by"]) == ("handled", row["ticket"], "BS1")
    names = [file["name"] for file in act("attachment", "list", row["ticket"], "--jsonl").rows]
    assert "备份策略核对清单(2026年第四季度)最终版.pdf" in names
    assert act("mail", "join", "T-064", "--mail", "ML-0006", "--json", "--actor", "BS1").code == 1


def test_reply_is_recorded_as_a_contact(act: Deskctl) -> None:
    """A reply to a ticket is recorded as a contact by its sender, and an automatic reply as one by the desk."""
    imported(act, "m05.eml", "m24.eml")
    steps = act("ticket", "history", "T-072", "--jsonl").rows[-2:]
    assert [(step["event"], step["actor"], step["data"]["mail"]) for step in steps] == [
        ("contact", "P-0701", "ML-0006"),
        ("contact", "DESK", "ML-0007"),
    ]
    assert steps[0]["note"].startswith("补充一下")
    assert steps[1]["data"]["automatic"] is True


def test_mail_is_joined_or_set_aside_by_hand(act: Deskctl) -> None:
    """A mail that names two tickets is joined by a person, and one that needs no ticket is set aside with a reason."""
    imported(act, "m34.eml", "m32.eml")
    assert shown(act, "ML-0006")["suggests"] == ["T-071", "T-072"]
    assert act("mail", "join", "T-071", "--mail", "ML-0006", "--json", "--actor", "BS1").code == 0
    assert act("mail", "set-aside", "ML-0007", "--reason", "不是客户", "--json", "--actor", "BS1").code == 0
    assert (shown(act, "ML-0006")["ticket"], shown(act, "ML-0007")["state"]) == ("T-071", "set_aside")


def test_mail_and_its_files_are_saved(act: Deskctl, tmp_path: Path) -> None:
    """A mail and the names of its files are stored unchanged; the files are saved under safe names in the folder."""
    imported(act, "m37.eml")
    act("mail", "save", "ML-0006", "-o", tmp_path / "whole.eml")
    assert (tmp_path / "whole.eml").read_bytes() == (CORPUS / "m37.eml").read_bytes()
    folder = tmp_path / "files"
    folder.mkdir()
    files = shown(act, "ML-0006")["attachments"]
    assert "a\0b\n.txt" in {file["name"] for file in files}
    for file in files:
        saved = act("attachment", "save", file["attachment"], "-o", folder, "--json").json
        assert Path(saved["file"]).parent == folder
    names = sorted(path.name for path in folder.iterdir())
    assert {"x", "_CON.txt", "same.txt", "same-1.txt", "bashrc", "rf", "a_b_.txt", "win.ini"} <= set(names)
    assert all(len(name.encode()) <= 120 and name.isprintable() for name in names)


def test_desk_with_mails_is_exported_and_imported(act: Deskctl, deskctl: Deskctl, tmp_path: Path) -> None:
    """A desk with mails and files has the same export after it is imported."""
    imported(act, "m05.eml", "m11.eml", "m37.eml", "m43.eml")
    first, other, second = tmp_path / "a.jsonl", tmp_path / "other.db", tmp_path / "b.jsonl"
    act("export", first)
    deskctl("--store", other, "import", first, "--actor", "MG1")
    deskctl("--store", other, "export", second)
    assert hashlib.sha256(second.read_bytes()).digest() == hashlib.sha256(first.read_bytes()).digest()
    assert deskctl("--store", other, "store", "check", "--jsonl").rows == []


def test_mailboxes_are_imported(act: Deskctl, tmp_path: Path) -> None:
    """An mbox file and a Maildir folder are imported mail by mail."""
    box = mailbox.mbox(tmp_path / "box")
    folder = mailbox.Maildir(tmp_path / "maildir")
    for number, kept in enumerate((box, folder)):
        kept.add(f"From: a@b.example.com\nSubject: one {number}\n\nFrom here on\n".encode())
        kept.add(f"From: a@b.example.com\nSubject: two {number}\n\nx\n".encode())
        kept.flush()
    rows = act("mail", "import", tmp_path / "box", tmp_path / "maildir", "--jsonl", "--actor", "BS1").rows
    assert sorted(shown(act, row["mail"])["subject"] for row in rows) == ["one 0", "one 1", "two 0", "two 1"]
    assert shown(act, rows[0]["mail"])["text"] == "From here on"
    assert act("mail", "import", tmp_path / "nothing", "--json").code == 3


def test_files_beyond_the_limits_stay_in_their_mail(act: Deskctl, tmp_path: Path) -> None:
    """Of a file beyond the limits only name and hash are stored, and the mail still contains it."""
    (tmp_path / "settings.toml").write_text(f"{DESK}[files]\nmax_count = 1\n", encoding="utf-8")
    part = "--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=f{0}.png\r\n\r\nbytes {0}\r\n"
    head = "From: a@cus01.example.com\r\nSubject: files\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    (tmp_path / "two.eml").write_bytes(f"{head}{part.format(1)}{part.format(2)}--b--\r\n".encode())
    (row,) = act("mail", "import", tmp_path / "two.eml", "--jsonl", "--actor", "BS1").rows
    assert row["kind"] == "new"
    first, second = (file["attachment"] for file in shown(act, row["mail"])["attachments"])
    assert act("attachment", "save", first, "-o", tmp_path).code == 0
    refused = act("attachment", "save", second, "-o", tmp_path, "--json")
    assert (refused.code, refused.error["hint"]) == (3, f"deskctl mail save {row['mail']}")
    assert b"bytes 2" in Path(act("mail", "save", row["mail"], "-o", tmp_path, "--json").json["file"]).read_bytes()


def test_reply_on_a_closed_ticket_names_its_remedies(act: Deskctl, tmp_path: Path) -> None:
    """A reply to a closed ticket proposes to reopen it or to open a new one, both with the mail, until it is joined."""
    closed = act("ticket", "list", "--status", "closed", "--sort", "closed", "--reverse", "--jsonl").rows[0]
    whole = act("ticket", "show", closed["ticket"], "--json").json
    sender = act("contact", "show", whole["contact"], "--json").json["email"]
    file = tmp_path / "reply.eml"
    file.write_text(
        f"From: <{sender}>\nTo: service@desk.example.com\nSubject: Re: [{closed['ticket']}] again\n"
        "Message-ID: <reply@customer.example.com>\nDate: Wed, 09 Dec 2026 09:00:00 +0800\n\nIt is back.\n",
        encoding="utf-8",
    )
    (row,) = act("mail", "import", file, "--jsonl", "--actor", "BS1").rows
    remedies = act("mail", "show", row["mail"]).err
    assert f"deskctl ticket reopen {closed['ticket']} --symptom --reason '...' --mail {row['mail']}" in remedies
    assert f"deskctl ticket open --mail {row['mail']} --follows {closed['ticket']}" in remedies
    act("mail", "join", closed["ticket"], "--mail", row["mail"], "--actor", "BS1")
    assert "reopen" not in act("mail", "show", row["mail"]).err


def test_reply_on_a_duplicate_is_for_the_first_ticket(act: Deskctl, tmp_path: Path) -> None:
    """A reply to a ticket that is a duplicate proposes to join it to the first ticket while that one is open."""
    opened = [
        act("ticket", "open", "--contact", "P-0702", "--title", "x", "--actor", "HL1", "--json").json["ticket"]
        for _ in range(3)
    ]
    for one, other in ((opened[2], opened[1]), (opened[1], opened[0])):
        act("ticket", "mark-duplicate", one, "--of", other, "--actor", "HL1")
    file = tmp_path / "reply.eml"
    file.write_text(f"From: p-0702@cus07.example.com\nSubject: [{opened[2]}] again\nMessage-ID: <d@c>\n\nIt is back.\n")
    (row,) = act("mail", "import", file, "--jsonl", "--actor", "BS1").rows
    assert f"deskctl mail join {opened[0]} --mail {row['mail']}" in act("mail", "show", row["mail"]).err
