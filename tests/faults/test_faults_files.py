"""Whatever stands in the settings file or in a policy file, the answer is a documented one."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from odd import odd_file, odd_line

from deskctl.cli.error_boundary import run
from deskctl.config import problems, queues, settings
from deskctl.config.edit import set_value
from deskctl.config.file import holds_secret
from deskctl.config.known_settings import SETTINGS
from deskctl.data_files import data_file
from deskctl.errors import BadData, DeskError
from deskctl.policy_file.check import check_policy

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_CODES = {0, 2, 3, 4, 5}
_CLAUSES = "example-english.clauses.jsonl"
_DAMAGED_CLAUSES = 2  # of five policies
_NAMES = (*SETTINGS, "console", "queues", "queues.mine")
_SETTINGS = """store = "desk.db"
actor = "EN1"
lang = "zh"
[queues.mine]
title = "Mine"
status = ["new", "dispatched"]
overdue = true
due_within = "4h"
sort = "due"
[keys]
quit = "q"
[console]
bell = false
quiet = "22:00-07:00"
[firm]
name = "服务"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder in memory if the system has one, as writing so many files to a disk is slow."""
    memory = Path("/dev/shm")  # noqa: S108 - only the parent; the folder gets a unique name
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as name:
        yield Path(name)


@pytest.fixture
def file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the settings file that deskctl reads."""
    monkeypatch.setenv("DESKCTL_CONFIG", str(folder / "config.toml"))
    monkeypatch.delenv("DESKCTL_LANG", raising=False)
    return folder / "config.toml"


def test_odd_settings(file: Path, repeats: Repeats, figure: Figure) -> None:
    """Each mistake in a settings file is reported with a text, and a file without a mistake can be used."""
    chance, count, used = random.Random(10), repeats(2_000, 100_000), 0  # noqa: S311
    for _ in range(count):
        file.write_bytes(odd_file(chance, _SETTINGS, _NAMES))
        holds_secret()
        if found := problems():
            assert all(isinstance(problem, BadData) and problem.text() for problem in found)
        else:
            settings()
            queues()
            used += 1
        if chance.random() < 0.1:
            _set_a_value(file)
    figure(f"{count:,} malformed settings files", f"{used:,} usable, the others reported by line and key, no crash")


def _set_a_value(file: Path) -> None:
    """Set a value: it is saved, or refused with the file unchanged."""
    before = file.read_bytes()
    try:
        set_value("console.bell", "true")
    except DeskError:
        assert file.read_bytes() == before
    else:
        assert b"bell = true" in file.read_bytes()


@pytest.fixture
def policy(folder: Path) -> Path:
    """Return the path of a policy file, with the file of its clauses in the same folder."""
    shutil.copy(data_file("policies", _CLAUSES), folder / _CLAUSES)
    return folder / "policy.toml"


def test_odd_policies(policy: Path, repeats: Repeats, figure: Figure) -> None:
    """Each mistake in a policy file is reported with a text."""
    chance, count, sound = random.Random(11), repeats(300, 35_000), 0  # noqa: S311
    good = _small_policy()
    policy.write_text(good, encoding="utf-8")
    assert check_policy(policy) == []
    for _ in range(count):
        _damage(policy, chance, good)
        found = check_policy(policy)
        assert all(finding.text() for finding in found)
        sound += not found
    figure(f"{count:,} malformed policy files", f"{sound:,} valid, the others reported by key, no crash")


def test_the_commands_answer_odd_files(
    demo: Path, file: Path, policy: Path, repeats: Repeats, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands that read odd settings or an odd policy end with a documented exit code."""
    chance, good = random.Random(12), _small_policy()  # noqa: S311
    calls = ("config check", "config show", "ticket list", "ticket list --saved mine", f"policy check {policy}")
    for _ in range(repeats(15, 300)):
        file.write_bytes(odd_file(chance, _SETTINGS, _NAMES))
        policy.write_bytes(odd_file(chance, good, ("zone", "extends")))
        codes = {run([*call.split(), "--store", str(demo)], lambda *_: None) for call in calls}
        capsys.readouterr()
        assert codes <= _CODES


def _damage(policy: Path, chance: random.Random, good: str) -> None:
    """Damage a policy, or its clauses, or both."""
    way = chance.randrange(5)
    policy.write_bytes(odd_file(chance, good, ("zone", "extends", "clauses", "warnings")) if way else good.encode())
    lines = data_file("policies", _CLAUSES).read_bytes().splitlines()
    if way < _DAMAGED_CLAUSES:
        place = chance.randrange(len(lines))
        lines[place] = odd_line(chance, json.loads(lines[place]))
    policy.with_name(_CLAUSES).write_bytes(b"\n".join(lines))


def _small_policy() -> str:
    """Return the packaged example policy without its comments and most of its holidays."""
    lines = data_file("policies", "example-english.toml").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith(("#", "2026-", "2027-")))
