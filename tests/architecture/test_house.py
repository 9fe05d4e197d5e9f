"""The house rules: small folders, small files, short functions, short chains of base classes, documented tests."""

import os
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from sources import source

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "deskctl").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
MOST_FILES = 15
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_CHAIN = 4
SCREENS = {("textual.screen", "Screen"), ("textual.screen", "ModalScreen")}
FEWEST_SCREENS = 40
TOP = {".ci", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"} | {
    *("SECURITY.md", "constraints.txt", "data", "deskctl", "docs", "pyproject.toml", "tests"),
}


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def test_a_folder_is_small() -> None:
    """No folder of the package has more than 15 Python files."""
    folders = {path.parent for path in SOURCES}
    assert [_named(folder) for folder in folders if len([*folder.glob("*.py")]) > MOST_FILES] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout lists the tracked files")
def test_no_stray_file_is_at_the_top() -> None:
    """The top of the repository contains only the known files and folders: no desk, no backup, no notes."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {path.split("/")[0] for path in kept} - TOP == set()


def test_mounting_calls_no_base_class() -> None:
    """No `on_mount` calls that of its base class, which Textual calls, too: a form would be set up twice."""
    assert [_named(path) for path in SOURCES if "super().on_mount(" in path.read_text(encoding="utf-8")] == []


def test_files_and_functions_are_short() -> None:
    """No file has more than 300 lines, tests included, and no function of the package more than 40."""
    files = [_named(path) for path in (*SOURCES, *(ROOT / "tests").rglob("*.py")) if _lines(path) > LONGEST_FILE]
    functions = [
        f"{_named(path)}: {function.name}"
        for path in SOURCES
        for function in source(path).functions
        if function.lines > LONGEST_FUNCTION
    ]
    assert [*files, *functions] == []


def test_chains_of_base_classes_are_short() -> None:
    """No class has a chain of more than three base classes of the package."""
    assert {".".join(name) for name in _bases() if len(_chain(name)) > LONGEST_CHAIN} == set()


def test_a_screen_is_named_a_screen() -> None:
    """The name of a screen class ends in `Screen`, and that of its file in `_screen.py`."""
    screens = {name for name in _bases() if name[1] != "_Base" and SCREENS & _ancestors(name)}
    assert len(screens) > FEWEST_SCREENS
    assert {name for name in screens if not (name[0].endswith("_screen") and name[1].endswith("Screen"))} == set()


def test_the_name_of_a_test_file_is_unique() -> None:
    """No two files of tests have the same name: without packages pytest could import only one of them."""
    assert [name for name, count in Counter(path.name for path in TESTS).items() if count > 1] == []


def test_a_test_has_a_docstring() -> None:
    """Each test has a docstring."""
    assert [
        f"{_named(path)}: {function.name}"
        for path in TESTS
        for function in source(path).functions
        if function.name.startswith("test_") and not function.has_docstring
    ] == []


@cache
def _bases() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return each class of the package, by module and name, with its bases that are also in the package.

    `_Base` is the base of a mixin for the type checker only; at run time the mixin has none.
    """
    found = {}
    for path in SOURCES:
        module, names = ".".join(path.relative_to(ROOT).with_suffix("").parts), source(path).imported
        for name, bases in source(path).classes.items():
            found[module, name] = [names.get(base, (module, base)) for base in bases if base != "_Base"]
    return found


def _chain(name: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the longest chain of base classes of a class within the package, itself included."""
    if name not in _bases():
        return []
    return [name, *max((_chain(base) for base in _bases()[name]), key=len, default=[])]


def _ancestors(name: tuple[str, str]) -> set[tuple[str, str]]:
    """Return all direct and indirect base classes of a class."""
    return {above for base in _bases().get(name, ()) for above in ({base} | _ancestors(base))}


def test_the_tests_of_a_file_stay_with_one_worker(request: pytest.FixtureRequest) -> None:
    """The tests of a file form a group, so that one worker runs them and makes their shared fixtures once."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith(f"@{Path(__file__).stem}")
    else:
        assert request.node.get_closest_marker("xdist_group").args == (Path(__file__).stem,)
