"""Every example of every command, run on the demo desk; the reference page and the man page told from the code."""

import io
import runpy
import shlex
import shutil
from pathlib import Path

import pytest
from calling import Deskctl
from fitting import faults, misfits

from deskctl.cli.reads.schema import schema_of
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.data_files import data_file
from deskctl.operations.framework import catalogue

ROOT = Path(__file__).parents[3]
OF_READS = {
    **{name: stub.example for name, stub in commands_of_the_desk().items()},
    **{f"{noun} {verb}": stub.example for noun in nouns_with_reads() for verb, stub in reads(noun).items()},
}
MAILS = ROOT / "tests" / "data" / "mail"
BEFORE = {
    "hotline": ("hotline add --number 000-0009-0001",),
    "inspection-plan": ("inspection-plan add --site S-0401 --interval '2 weeks'",),
    "recommendation": (
        "recommendation add --customer CUS-04 --kind capacity --text memory",
        "recommendation agree RC-001 --by-contact P-0401",
    ),
    "inspection": ("inspection schedule IN-2026-11-CUS-04 --planned-at '2026-11-26 14:00' --actor EN1",),
    "advisory": ("advisory deliver AD-01 --customer CUS-04 --to P-0401",),
    "improvement": ("improvement start IM-002",),
    "certificate": ("certificate renew CERT-2 --expires 2028-05-31",),
    "contract": ("contract outcome CT-08 --to ended",),
    "evaluation": ("evaluation summarise 2026-10",),
    "checklist": ("checklist install server-room.toml",),
    "visit": ("visit plan T-068 --planned-at '2026-11-24 09:30' --reason planned",),
    "absence": ("absence add --staff EN2 --from '2026-12-01 8:30' --until '2026-12-03 17:30'",),
    "shift": ("shift hand-over --text 'nothing new'",),
    "callback": ("callback add --ticket T-068 --due '2026-11-23 09:45' --text 'did it work?'",),
    "return-visit": ("return-visit record --customer CUS-02 --how phone --with P-0201 --score 4 --no-changes",),
    "training": ("training schedule TR-002 --requested-for '2026-12-02 14:00'",),
    "text": ("text add --name hello --words 'Dear {name}'",),
}
"""What is there before the example of a command of a noun, where the demo desk has none of it."""

INTO_AN_EMPTY_PLACE = frozenset({"import", "init", "store restore"})


@pytest.fixture
def place(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a demo desk and the files that the examples name."""
    for file in demo.parent.glob(f"{demo.name}*"):
        shutil.copy(file, tmp_path / file.name.replace(demo.name, "desk.db"))
    shutil.copy(data_file("demo.jsonl"), tmp_path / "desk.jsonl")
    for file in data_file("policies").glob("example-english*"):
        shutil.copy(file, tmp_path / file.name.replace("example-english.toml", "policy.toml"))
    (tmp_path / "operations.jsonl").write_text('{"do": "ticket.answer", "ticket": "T-071"}\n', encoding="utf-8")
    (tmp_path / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    shutil.copy(MAILS.parent / "server-room.toml", tmp_path / "server-room.toml")
    (tmp_path / "inbox").mkdir()
    shutil.copy(MAILS / "m01.eml", tmp_path / "inbox" / "m01.eml")
    (tmp_path / "backups").mkdir()
    shutil.copy(demo, tmp_path / "backups" / "desk-20261122T020000.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESKCTL_STORE", str(tmp_path / "desk.db"))
    monkeypatch.setenv("DESKCTL_ACTOR", "EN1")
    monkeypatch.setenv("EDITOR", "true")
    return tmp_path


@pytest.mark.parametrize("name", OF_READS)
def test_the_example_of_a_read_works(deskctl: Deskctl, place: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the help shows can be typed as it stands, and its JSON is of the shape that the command promises."""
    if name in INTO_AN_EMPTY_PLACE:
        for file in place.glob("desk.db*"):
            file.unlink()
    if name.startswith(("mail", "attachment")):
        deskctl("mail", "import", MAILS / "m11.eml")
    if name.startswith("outbox"):
        deskctl("import", MAILS.parent / "outbox.jsonl", "--actor", "MG1")
    if name == "notify test":
        monkeypatch.setenv("DESKCTL_CONFIG", str(MAILS.parent / "mail-out.toml"))
        deskctl("staff", "edit", "EN4", "--channels", "oncall", "--actor", "MG1")
    if name == "policy install":
        monkeypatch.setenv("DESKCTL_ACTOR", "LE1")
    if name.startswith("course"):
        (place / "courses").mkdir()
        deskctl("course", "publish", "CR-01", "photo.jpg")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"demo-qinghe\n")))
    for before in BEFORE.get(name.partition(" ")[0], ()):
        deskctl(*shlex.split(before), *(() if "--actor" in before else ("--actor", "MG1")))
    words = [word for word in shlex.split(OF_READS[name])[1:] if word not in {"--json", "--jsonl"}]
    answer = deskctl(*words, "--json")
    assert answer.code == 0, answer.err
    assert misfits(name, answer.out) == []


@pytest.mark.parametrize("name", catalogue.names())
def test_the_example_of_an_operation_is_understood(deskctl: Deskctl, place: Path, name: str) -> None:
    """It is done, or refused by a rule because of what the ticket has come to; never misunderstood."""
    if name.startswith("outbox"):
        deskctl("import", MAILS.parent / "outbox.jsonl", "--actor", "MG1")
    command, words = name.replace(".", " "), shlex.split(catalogue.find(*name.split(".")).example)[1:]
    if name == "faq.release":
        deskctl("faq", "add", "--system", "ERP-X", "--question", "How?", "--answer", "So.")
    if name in {"attachment.hide", "attachment.purge"}:
        deskctl("attachment", "add", "T-071", "photo.jpg")
    for before in () if name.endswith(".add") else BEFORE.get(name.partition(".")[0], ()):
        deskctl(*shlex.split(before), *(() if "--actor" in before else ("--actor", "MG1")))
    for answer in (deskctl(*words, "--dry-run", "--json"), deskctl(*words, "--json")):
        assert answer.code in {0, 1}, answer.err
        if answer.code:
            assert faults(answer.error, schema_of("error")) == []
        else:
            assert misfits(command, answer.out) == []


def test_the_reference_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/cli.md and docs/deskctl.1 say what the commands say: `python .ci/cli_page.py` writes them."""
    monkeypatch.setattr("sys.argv", ["cli_page.py", "--check"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / ".ci" / "cli_page.py"), run_name="__main__")
    assert not ended.value.code
