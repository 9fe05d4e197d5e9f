"""The house keeps its measure: small files, short functions, a sentence for each test, a sentence for each name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "deskctl").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=_named)
def test_a_file_holds_one_idea(path: Path) -> None:
    """No file is over 300 lines, and no function over 40."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    long = [node.name for node in _functions(path) if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("path", TESTS, ids=_named)
def test_a_test_says_what_it_shows(path: Path) -> None:
    """Each test has a docstring."""
    assert [
        node.name for node in _functions(path) if node.name.startswith("test_") and not ast.get_docstring(node)
    ] == []


def test_the_tree_in_the_readme_names_every_room() -> None:
    """Each room of the package stands in the README's tree."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = [f"{path.name}/" if path.is_dir() else path.name for path in (ROOT / "deskctl").iterdir()]
    named = [room for room in rooms if not room.startswith("__pycache__") and room not in {"__init__.py", "data/"}]
    assert [room for room in named if room not in readme] == []
