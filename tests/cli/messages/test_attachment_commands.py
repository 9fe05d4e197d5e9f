"""Files attached by hand to tickets and records: saved unchanged, hidden, purged, and refused if they are not files."""

import hashlib
import os
import socket
from pathlib import Path

import pytest
from calling import Answer, Deskctl

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 40_000
LOG = "09:00 服务停止\n".encode()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(JPEG)
    return file


def add(act: Deskctl, ref: str, file: object, *more: object) -> Answer:
    return act("attachment", "add", ref, file, "--json", *more)


def blob_size(act: Deskctl) -> int:
    return sum(len(line["data"]) for line in act("export").rows if line["type"] == "blob")


def test_file_of_a_ticket_is_saved_unchanged(act: Deskctl, photo: Path, tmp_path: Path) -> None:
    """A file is recorded on the ticket, listed with its hash, and saved byte for byte as a private file."""
    row = add(act, "T-071", photo, "--kind", "photo", "--public").json
    assert (row["attachment"], row["of"], row["type"], row["public"]) == ("AT-0001", "T-071", "image/jpeg", True)
    assert row["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert act("attachment", "list", "71", "--json").json == [
        {name: value for name, value in row.items() if name != "action"}
    ]
    last = act("ticket", "history", "71", "--jsonl").rows[-1]
    assert (last["event"], last["data"]["attachment"]) == ("attachment_added", "AT-0001")
    saved = act("attachment", "save", "AT-0001", "-o", tmp_path, "--json").json
    assert Path(saved["file"]).name == "photo-1.jpg"
    assert Path(saved["file"]).read_bytes() == JPEG
    assert Path(saved["file"]).stat().st_mode & 0o777 == 0o600


def test_file_is_written_to_stdout(act: Deskctl, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-o -` writes only the bytes of a file to stdout, as an export does, and makes no file of that name."""
    monkeypatch.chdir(tmp_path)
    photo.write_bytes(LOG)
    add(act, "T-071", photo)
    assert act("attachment", "save", "AT-0001", "-o", "-").out == LOG.decode()
    assert not Path("-").exists()


def test_same_bytes_are_stored_once(act: Deskctl, photo: Path) -> None:
    """The same file on a second ticket gets its own row, and its bytes are not stored again."""
    add(act, "T-071", photo)
    before = blob_size(act)
    assert add(act, "T-072", photo).json["attachment"] == "AT-0002"
    assert blob_size(act) == before > len(JPEG)


@pytest.mark.parametrize("ref", ["IN-2026-11-CUS-04", "CT-01", "A-0101", "FAQ-001", "CR-01", "cus-01"])
def test_records_have_files_with_history(act: Deskctl, photo: Path, ref: str) -> None:
    """Every kind of record can have files, and its history records them."""
    row = add(act, ref, photo).json
    assert row["of"] == ref.upper()
    assert row["action"].startswith(f"{ref.upper()}/")
    assert len(act("attachment", "list", ref, "--json").json) == 1


def test_file_of_an_action(act: Deskctl, photo: Path) -> None:
    """A file may name an action by its number; an action that is missing or of another ticket is not found."""
    assert add(act, "T-071", photo, "--of", "1").json["step"] == "T-071/1"
    assert add(act, "T-071", photo, "--of", "T-071/1").json["step"] == "T-071/1"
    assert add(act, "T-071", photo, "--of", "99").code == 3
    assert add(act, "T-071", photo, "--of", "T-070/1").code == 3


def test_file_needs_an_existing_record(act: Deskctl, photo: Path) -> None:
    """A file for a ticket, visit or record that does not exist is not found."""
    assert [add(act, ref, photo).code for ref in ("T-999", "V-9999", "XX-1", "IN-2026-99")] == [3, 3, 3, 3]


def test_what_is_not_a_file_is_refused(act: Deskctl, tmp_path: Path, photo: Path) -> None:
    """A folder, pipe, device, socket or empty file is refused at once, and a link unless `--follow` is given."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "socket"))
    for path in (tmp_path, tmp_path / "pipe", "/dev/zero", tmp_path / "socket", tmp_path / "empty"):
        answer = add(act, "T-071", path)
        assert (answer.code, answer.error["error"]) == (1, "refused")
    assert add(act, "T-071", tmp_path / "nothing").code == 3
    (tmp_path / "link").symlink_to(photo)
    assert add(act, "T-071", tmp_path / "link").error["code"] == "no_file"
    assert add(act, "T-071", tmp_path / "link", "--follow").json["name"] == "link"
    assert len(act("attachment", "list", "T-071", "--json").json) == 1


def test_misleading_file_type_is_reported(act: Deskctl, tmp_path: Path) -> None:
    """HTML that is named .jpg is stored with its real type, and both types are shown."""
    (tmp_path / "a.jpg").write_text("<!-- x --> <HTML><script>alert(1)</script>", encoding="utf-8")
    answer = add(act, "T-071", tmp_path / "a.jpg")
    assert (answer.json["type"], answer.json["claims"]) == ("text/html", "image/jpeg")
    assert "claims to be image/jpeg, but is text/html" in answer.err


def test_limits_of_size_and_number(act: Deskctl, photo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file beyond the limits of one file, a record or the desk is refused and not stored."""
    config = tmp_path / "settings.toml"
    monkeypatch.setenv("DESKCTL_CONFIG", str(config))
    (tmp_path / "other.log").write_bytes(b"x" * (3 << 20))
    for limit in ("max_file = 2", "max_record = 3", "max_desk = 3", "max_count = 1"):
        config.write_text(f"[files]\n{limit}\n", encoding="utf-8")
        add(act, "T-071", photo)
        answer = add(act, "T-072" if "desk" in limit or "file" in limit else "T-071", tmp_path / "other.log")
        assert (answer.code, answer.error["code"]) == (1, "too_large"), limit
    assert {row["name"] for row in act("attachment", "list", "--jsonl").rows} == {"photo.jpg"}


def test_hostile_names_stay_in_the_folder(act: Deskctl, photo: Path, tmp_path: Path) -> None:
    """A name with folders, control characters or direction marks is stored as it is, and saved under a safe name."""
    hostile = tmp_path / "a\x1b[31m\u202egpj.exe"
    hostile.write_bytes(JPEG)
    assert add(act, "T-071", hostile).json["name"] == hostile.name
    assert add(act, "T-071", photo, "--name", "../../con.jpg").json["name"] == "../../con.jpg"
    assert "\x1b" not in act("attachment", "list", "71").out
    out = tmp_path / "out"
    out.mkdir()
    saved = [act("attachment", "save", name, "-o", out, "--json").json["file"] for name in ("AT-0001", "AT-0002")]
    assert [Path(file).name for file in saved] == ["a_[31m_gpj.exe", "_con.jpg"]
    assert {Path(file).parent for file in saved} == {out}


def test_hidden_file_is_kept_and_marked(act: Deskctl, photo: Path) -> None:
    """A hidden file is marked and its reason recorded; hiding it again is refused."""
    add(act, "T-071", photo)
    assert act("attachment", "hide", "AT-0001", "--reason", "wrong machine", "--json").json["hidden_at"] is not None
    assert act("attachment", "hide", "AT-0001", "--reason", "again", "--json").error["code"] == "order"
    assert act("ticket", "history", "71", "--jsonl").rows[-1]["data"]["reason"] == "wrong machine"
    assert act("attachment", "save", "AT-0001", "-o", photo.parent, "--json").code == 0


def test_purged_file_is_removed(act: Deskctl, photo: Path, desk: Path) -> None:
    """Purging is for the lead, removes bytes that no other file uses, and keeps hash and reason."""
    add(act, "T-071", photo)
    add(act, "T-072", photo)
    purge = ("--reason", "shows a person", "--json")
    assert act("attachment", "purge", "AT-0001", *purge, "--actor", "EN1").error["code"] == "not_yours"
    assert "stay with T-072/AT-0002" in act("attachment", "purge", "AT-0001", *purge).err
    assert act("attachment", "save", "AT-0001").code == 3
    assert act("attachment", "save", "AT-0002", "-o", photo.parent, "--json").code == 0
    assert act("attachment", "purge", "AT-0002", *purge).json["sha256"] == hashlib.sha256(JPEG).hexdigest()
    assert blob_size(act) == 0
    assert b"picturepicture" not in desk.read_bytes()
    assert act("attachment", "purge", "AT-0002", *purge).error["code"] == "order"
    assert act("store", "check", "--json").json == []


def test_desk_moves_with_its_files(act: Deskctl, deskctl: Deskctl, photo: Path, tmp_path: Path) -> None:
    """A desk moves with its files in the export, in a folder, or by a backup; `store check` reports missing files."""
    add(act, "T-071", photo, "--public")
    add(act, "CT-01", photo)
    act("attachment", "hide", "AT-0002", "--reason", "old")
    whole = act("export").out
    (tmp_path / "all.jsonl").write_text(whole, encoding="utf-8")
    act("export", tmp_path / "apart.jsonl", "--attachments", tmp_path / "files")
    act("export", tmp_path / "none.jsonl", "--attachments", "none")
    assert (tmp_path / "apart.jsonl").read_bytes() == (tmp_path / "none.jsonl").read_bytes()
    for name, more in (("all", ()), ("apart", ("--attachments", tmp_path / "files"))):
        other = tmp_path / f"{name}.db"
        assert deskctl("--store", other, "import", tmp_path / f"{name}.jsonl", *more).code == 0
        assert deskctl("--store", other, "export").out == whole
        assert deskctl("--store", other, "store", "check", "--json").json == []
    assert act("import", "--merge", tmp_path / "all.jsonl", "--json").json["records"] == 0
    deskctl("--store", tmp_path / "bare.db", "import", tmp_path / "none.jsonl")
    found = deskctl("--store", tmp_path / "bare.db", "store", "check", "--json").json
    assert [row["where"] for row in found] == ["AT-0001", "AT-0002"]
    act("store", "backup", tmp_path / "backup.db")
    deskctl("--store", tmp_path / "restored.db", "store", "restore", tmp_path / "backup.db")
    saved = deskctl("--store", tmp_path / "restored.db", "attachment", "save", "AT-0001", "-o", tmp_path, "--json").json
    assert Path(saved["file"]).read_bytes() == JPEG


def test_batch_attaches_files_by_path(act: Deskctl, photo: Path, tmp_path: Path) -> None:
    """A batch attaches a file once for one key, and refuses `-`, since stdin belongs to the batch."""
    lines = tmp_path / "lines.jsonl"
    line = f'{{"do":"attachment.add","ref":"T-071","file":"{photo}","key":"k1"}}\n'
    lines.write_text(line * 2 + '{"do":"attachment.add","ref":"T-071","file":"-","name":"x"}\n', encoding="utf-8")
    results = act("batch", lines).rows
    assert [result["ok"] for result in results] == [True, True, False]
    assert (results[0]["action"], results[1]["repeated"]) == (results[1]["action"], True)
    assert len(act("attachment", "list", "71", "--jsonl").rows) == 1


def test_export_since_contains_changed_files(act: Deskctl, photo: Path) -> None:
    """`export --since` contains the files of the changed ticket, with their bytes unless excluded."""
    add(act, "CT-01", photo)
    log = photo.with_name("a.log")
    log.write_bytes(LOG)
    add(act, "T-071", log)
    since = ("export", "--since", "2026-11-22T09:29:00+08:00")
    assert [row["type"] for row in act(*since).rows] == ["attachment", "blob", "ticket"]
    assert [row["type"] for row in act(*since, "--attachments", "none").rows] == ["attachment", "ticket"]


def test_files_of_a_visit_are_listed_with_its_ticket(act: Deskctl, photo: Path) -> None:
    """Files of a visit are recorded on its ticket and listed with both."""
    act("visit", "plan", "T-066", "--from", "2026-11-23T10:00+08:00", "--until", "2026-11-23T11:00+08:00")
    row = add(act, "V-0001", photo, "--kind", "signed_sheet").json
    assert (row["of"], row["action"].partition("/")[0]) == ("V-0001", "T-066")
    for ref in ("V-0001", "T-066"):
        assert [file["attachment"] for file in act("attachment", "list", ref, "--json").json] == ["AT-0001"]
