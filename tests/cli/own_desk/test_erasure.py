"""Erasure of a person: the mark replaces the personal data in records and history, and the rest remains verifiable."""

import json
from pathlib import Path

from calling import Deskctl
from kept_rows import kept, rows

from deskctl.store.sqlite.writing.writer import writing_once

_ERASE = ("contact", "erase", "P-0102", "--reason", "asked by the person", "--actor", "LE1")


def _changed_contact(act: Deskctl) -> tuple[str, str]:
    """Change P-0102 twice, and return the final name and phone number."""
    act("contact", "edit", "P-0102", "--name", "韩小例", "--note", "韩小例 married")
    act("contact", "edit", "P-0102", "--phone", "138 7777 0000")
    shown = act("contact", "show", "P-0102", "--json").json
    return shown["name"], shown["phone"]


def test_erased_person_is_in_no_record_and_no_history(act: Deskctl, desk: Path, tmp_path: Path) -> None:
    """Neither a present nor a past name or phone is shown, found or exported, and the store is valid."""
    before = act("contact", "show", "P-0102", "--json").json
    name, phone = _changed_contact(act)
    act("ticket", "note", "T-071", "--note", "x", "--key", f"call-{phone}")
    assert act(*_ERASE).code == 0
    shown = act("contact", "show", "P-0102", "--json").out
    lines = [line for line in _exported(act, tmp_path).splitlines() if '"type": "ticket"' not in line[:20]]
    for value in (name, phone, before["name"], before["phone"]):
        assert value not in shown
        assert not [line for line in lines if value in line]
    assert act("search", name, "--json").json == []
    checked = act("store", "check")
    assert (checked.code, checked.out) == (0, checked.out)
    assert not [key for (key,) in kept(desk, "receipt", "key") if phone in key]


def _exported(act: Deskctl, tmp_path: Path) -> str:
    file = tmp_path / "out.jsonl"
    assert act("export", file).code == 0
    return file.read_text(encoding="utf-8")


def test_answer_names_what_still_contains_the_person(act: Deskctl, tmp_path: Path) -> None:
    """Erasure lists tickets whose texts name the person, files that were not read, and earlier backups."""
    act("contact", "edit", "P-0102", "--name", "韩小例")
    ticket = act("ticket", "open", "--contact", "P-0101", "--title", "韩小例 cannot print", "--json").json["ticket"]
    own = act("ticket", "open", "--contact", "P-0102", "--title", "no paper", "--json").json["ticket"]
    (tmp_path / "photo.txt").write_text("a name in it", encoding="utf-8")
    file = act("attachment", "add", own, tmp_path / "photo.txt", "--json").json["attachment"]
    erased = act(*_ERASE)
    assert ticket in erased.err
    assert f"were not read: {file};" in erased.err
    assert "backups" in erased.err
    assert act("ticket", "show", ticket, "--json").json["title"] == "韩小例 cannot print"


def test_erasure_is_exported_and_the_contact_unusable(act: Deskctl, tmp_path: Path) -> None:
    """The history of an imported desk names who erased the contact and why, and a ticket for the contact is refused."""
    _changed_contact(act)
    act(*_ERASE)
    _exported(act, tmp_path)
    assert act("--store", tmp_path / "other.db", "import", tmp_path / "out.jsonl").code == 0
    assert act("--store", tmp_path / "other.db", "store", "check").code == 0
    last = act("--store", tmp_path / "other.db", "contact", "show", "P-0102", "--json").json["history"][-1]
    assert (last["event"], last["actor"], last["data"]["reason"]) == ("erased", "LE1", "asked by the person")
    assert act("ticket", "open", "--contact", "P-0102", "--title", "x").code == 1


def test_other_changes_than_the_erasure_break_the_chain(act: Deskctl, desk: Path) -> None:
    """A past action that was changed otherwise than by the erasure is found by `store check`."""
    _changed_contact(act)
    act(*_ERASE)
    with writing_once(str(desk)) as conn:
        ((data,),) = rows(conn, "master_action", "data", id="P-0102", seq=1)
        forged = json.dumps({**json.loads(data), "phone": "forged"}, ensure_ascii=False)
        conn.update("master_action", {"noun": "contact", "id": "P-0102", "seq": 1}, {"data": forged})
    found = act("store", "check", "--json")
    assert [row["kind"] for row in found.json] == ["chain"]


def test_mails_and_drafts_of_the_person(act: Deskctl, desk: Path, tmp_path: Path) -> None:
    """The person's mails are named and their bytes removed, and drafts contain the mark instead of the name."""
    act("contact", "edit", "P-0102", "--name", "韩小例", "--email", "HXL@example.com", "--actor", "MG1")
    mail = tmp_path / "one.eml"
    mail.write_bytes(
        "From: 小韩 <hxl@example.com>\nTo: desk@example.org\nMessage-ID: <1@example.com>\n"
        "Subject: help\nContent-Type: text/plain; charset=utf-8\n\nThe till stops. 韩小例\n".encode()
    )
    key = act("mail", "import", mail, "--json", "--actor", "MG1").json[0]["mail"]
    draft = desk.with_suffix(".drafts") / "new-ticket-1.json"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(json.dumps({"caller": "韩小例", "title": "till"}), encoding="utf-8")
    erased = act(*_ERASE)
    assert erased.code == 0
    assert erased.err.count(key) == 2
    assert [word for word in ("小韩", "hxl@") if word in act("mail", "show", key).out] == []
    assert act("mail", "save", key, "-o", tmp_path).code == 3
    assert json.loads(draft.read_text(encoding="utf-8")) == {"caller": "[erased]", "title": "till"}
    assert act("store", "check").code == 0


def test_dry_run_of_an_erasure_leaves_drafts(act: Deskctl, desk: Path) -> None:
    """A dry run of the erasure does not change the drafts."""
    act("contact", "edit", "P-0102", "--name", "韩小例", "--actor", "MG1")
    draft = desk.with_suffix(".drafts") / "new-ticket-1.json"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text(json.dumps({"caller": "韩小例"}), encoding="utf-8")
    assert act(*_ERASE, "--dry-run").code == 0
    assert json.loads(draft.read_text(encoding="utf-8")) == {"caller": "韩小例"}


def test_files_of_the_person_are_erased(act: Deskctl, tmp_path: Path) -> None:
    """The bytes and names of the person's files are removed, also from an export, and the store is valid."""
    name, _phone = _changed_contact(act)
    card = tmp_path / f"{name}.jpg"
    card.write_bytes(b"\xff\xd8\xff\xe0 the face of the person")
    added = act("attachment", "add", "P-0102", card, "--json").json["attachment"]
    assert act(*_ERASE).code == 0
    assert act("attachment", "save", added, "-o", tmp_path / "again.jpg").code == 3
    assert name not in act("attachment", "list", "--json").out
    assert name not in _exported(act, tmp_path)
    checked = act("store", "check")
    assert (checked.code, checked.out) == (0, checked.out)
