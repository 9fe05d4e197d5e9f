"""Every example of every command, run on the demo desk, and the reference pages that are generated from the code."""

import io
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from another_writer import another_writer
from calling import Answer, Deskctl
from schema_check import faults, misfits

from deskctl.cli.reads.schema import schema_of
from deskctl.cli.stubs import commands_of_the_desk, nouns_with_reads, reads
from deskctl.data_files import data_file
from deskctl.language.i18n import use_language
from deskctl.operations.framework import catalogue

pytestmark = pytest.mark.xdist_group("every_command")  # the tests of this group share the commands
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
"""The commands that are run before the example of a noun of which the demo desk has no record."""

INTO_AN_EMPTY_FOLDER = frozenset({"import", "init", "store restore"})
LARGE = ("desk.jsonl", "backups")
"""The files that are copied only if the example names them."""

InFolder: TypeAlias = Callable[[str], AbstractContextManager[tuple[Path, pytest.MonkeyPatch]]]


@pytest.fixture(scope="module")
def example_files(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files that the examples name."""
    folder = tmp_path_factory.mktemp("belongings")
    shutil.copy(data_file("demo.jsonl"), folder / "desk.jsonl")
    for file in data_file("policies").glob("example-english*"):
        shutil.copy(file, folder / file.name.replace("example-english.toml", "policy.toml"))
    (folder / "operations.jsonl").write_text('{"do": "ticket.answer", "ticket": "T-071"}\n', encoding="utf-8")
    (folder / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    shutil.copy(MAILS.parent / "server-room.toml", folder / "server-room.toml")
    (folder / "inbox").mkdir()
    shutil.copy(MAILS / "m01.eml", folder / "inbox" / "m01.eml")
    (folder / "backups").mkdir()
    shutil.copy(demo, folder / "backups" / "desk-20261122T020000.db")
    return folder


@pytest.fixture
def in_a_desk_folder(demo: Path, example_files: Path, tmp_path: Path) -> InFolder:
    """Enter a new folder for each example, with a demo desk and the files that the examples name."""
    numbers = count()

    @contextmanager
    def in_a_folder(example: str) -> Iterator[tuple[Path, pytest.MonkeyPatch]]:
        folder = tmp_path / str(next(numbers))
        ignored = [thing for thing in LARGE if thing not in example]
        shutil.copytree(example_files, folder, ignore=lambda _folder, _names: ignored)
        for file in demo.parent.glob(f"{demo.name}*"):
            shutil.copy(file, folder / file.name.replace(demo.name, "desk.db"))
        use_language("en")
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setenv("XDG_DATA_HOME", str(folder / ".data"))
            patch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
            patch.setenv("DESKCTL_STORE", str(folder / "desk.db"))
            patch.setenv("DESKCTL_ACTOR", "EN1")
            patch.setenv("EDITOR", "true")
            yield folder, patch

    return in_a_folder


def _prepare(deskctl: Deskctl, noun: str) -> None:
    if noun == "outbox":
        deskctl("import", MAILS.parent / "outbox.jsonl", "--actor", "MG1")
    for before in BEFORE.get(noun, ()):
        deskctl(*shlex.split(before), *(() if "--actor" in before else ("--actor", "MG1")))


def _prepare_read(deskctl: Deskctl, name: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Prepare the desk for the example of a read."""
    noun = name.partition(" ")[0]
    if name in INTO_AN_EMPTY_FOLDER:
        for file in folder.glob("desk.db*"):
            file.unlink()
    if noun in {"mail", "attachment"}:
        deskctl("mail", "import", MAILS / "m11.eml")
    if name == "notify test":
        patch.setenv("DESKCTL_CONFIG", str(MAILS.parent / "mail-out.toml"))
        deskctl("staff", "edit", "EN4", "--channels", "oncall", "--actor", "MG1")
    if name == "policy install":
        patch.setenv("DESKCTL_ACTOR", "LE1")
    if noun == "course":
        (folder / "courses").mkdir()
        deskctl("course", "publish", "CR-01", "photo.jpg")
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"demo-qinghe\n")))
    _prepare(deskctl, noun)


def _prepare_operation(deskctl: Deskctl, name: str) -> None:
    """Prepare the desk for the example of an operation."""
    if name == "faq.release":
        deskctl("faq", "add", "--system", "ERP-X", "--question", "How?", "--answer", "So.")
    if name in {"attachment.hide", "attachment.purge"}:
        deskctl("attachment", "add", "T-071", "photo.jpg")
    if not name.endswith(".add"):
        _prepare(deskctl, name.partition(".")[0])


@pytest.mark.parametrize("noun", dict.fromkeys(name.partition(" ")[0] for name in OF_READS))
def test_examples_of_reads_work(deskctl: Deskctl, in_a_desk_folder: InFolder, noun: str) -> None:
    """The example of each read succeeds as typed, and its JSON has a shape that the command declares."""
    wrong: list[Any] = []
    for name in (name for name in OF_READS if name.partition(" ")[0] == noun):
        with in_a_desk_folder(OF_READS[name]) as (folder, patch):
            _prepare_read(deskctl, name, folder, patch)
            words = [word for word in shlex.split(OF_READS[name])[1:] if word not in {"--json", "--jsonl"}]
            answer = deskctl(*words, "--json")
            wrong += [(name, one) for one in ([answer] if answer.code else misfits(name, answer.out))]
    assert wrong == []


@pytest.mark.parametrize("noun", dict.fromkeys(name.partition(".")[0] for name in catalogue.names()))
def test_examples_of_operations_are_understood(deskctl: Deskctl, in_a_desk_folder: InFolder, noun: str) -> None:
    """The example of each operation is recorded or refused by a rule, and is never a usage error or bad data.

    Its dry run answers while another program writes, and changes no file of the desk.
    """
    wrong: list[Any] = []
    for name in (f"{noun}.{verb}" for verb in catalogue.verbs(noun)):
        example = catalogue.find(*name.split(".")).example
        with in_a_desk_folder(example) as (folder, _patch):
            _prepare_operation(deskctl, name)
            with another_writer(folder / "desk.db"):
                tried = deskctl(*shlex.split(example)[1:], "--dry-run", "--json")
            for answer in (tried, deskctl(*shlex.split(example)[1:], "--json")):
                wrong += [(name, one) for one in _misunderstood(name, answer)]
    assert wrong == []


def _misunderstood(name: str, answer: Answer) -> list[Any]:
    """Return what is wrong with the answer of an operation."""
    if answer.code not in {0, 1}:
        return [answer]
    return faults(answer.error, schema_of("error")) if answer.code else misfits(name.replace(".", " "), answer.out)


def test_reference_pages_are_current() -> None:
    """docs/cli.md and docs/deskctl.1 match the commands; `python .ci/cli_page.py` writes them.

    A process of its own imports every command in English; here a test may have imported some in Chinese.
    """
    assert subprocess.run([sys.executable, ROOT / ".ci" / "cli_page.py", "--check"], check=False).returncode == 0
