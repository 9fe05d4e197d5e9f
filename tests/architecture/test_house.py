"""The house keeps its measure: small folders, small files, short functions, short class ladders, a sentence each."""

import os
import subprocess
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
TALLEST_LADDER = 4
SCREENS = {("textual.screen", "Screen"), ("textual.screen", "ModalScreen")}
FEWEST_SCREENS = 40
TOP = {".ci", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"} | {
    *("SECURITY.md", "constraints.txt", "data", "deskctl", "docs", "pyproject.toml", "tests"),
}


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    """No folder of the package has more than 15 Python files."""
    folders = {path.parent for path in SOURCES}
    assert [_named(folder) for folder in folders if len([*folder.glob("*.py")]) > MOST_FILES] == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout says which files are kept")
def test_nothing_stray_is_kept_at_the_top() -> None:
    """The top of the repository keeps what belongs there: no desk, no backup, no paper of a trial."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {path.split("/")[0] for path in kept} - TOP == set()


def test_a_file_holds_one_idea() -> None:
    """No file is over 300 lines, tests among them, and no function of the package over 40."""
    files = [_named(path) for path in (*SOURCES, *TESTS) if source(path).lines > LONGEST_FILE]
    functions = [
        f"{_named(path)}: {function.name}"
        for path in SOURCES
        for function in source(path).functions
        if function.lines > LONGEST_FUNCTION
    ]
    assert [*files, *functions] == []


def test_a_class_ladder_is_short() -> None:
    """No class stands on a ladder of more than three others of our own."""
    assert {".".join(name) for name in _bases() if len(_ladder(name)) > TALLEST_LADDER} == set()


def test_a_screen_is_called_a_screen() -> None:
    """The class of a screen ends in `Screen`, and its file in `_screen.py`."""
    screens = {name for name in _bases() if name[1] != "_Base" and SCREENS & _ancestors(name)}
    assert len(screens) > FEWEST_SCREENS
    assert {name for name in screens if not (name[0].endswith("_screen") and name[1].endswith("Screen"))} == set()


def test_a_test_says_what_it_shows() -> None:
    """Each test has a docstring."""
    assert [
        f"{_named(path)}: {function.name}"
        for path in TESTS
        for function in source(path).functions
        if function.name.startswith("test_") and not function.has_docstring
    ] == []


@cache
def _bases() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return each class of the package, by module and name, with its bases among them.

    `_Base` is what a type checker takes for the base of a mixin, which has none when it runs.
    """
    found = {}
    for path in SOURCES:
        module, names = ".".join(path.relative_to(ROOT).with_suffix("").parts), source(path).imported
        for name, bases in source(path).classes.items():
            found[module, name] = [names.get(base, (module, base)) for base in bases if base != "_Base"]
    return found


def _ladder(name: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the longest chain of our own classes that a class stands on, itself included."""
    if name not in _bases():
        return []
    return [name, *max((_ladder(base) for base in _bases()[name]), key=len, default=[])]


def _ancestors(name: tuple[str, str]) -> set[tuple[str, str]]:
    """Return all the classes that a class stands on."""
    return {above for base in _bases().get(name, ()) for above in ({base} | _ancestors(base))}


def test_the_tests_of_a_file_stay_with_one_worker(request: pytest.FixtureRequest) -> None:
    """What a file makes once is made once: where several workers share the tests, its tests are a group."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith(f"@{Path(__file__).stem}")
    else:
        assert request.node.get_closest_marker("xdist_group").args == (Path(__file__).stem,)
