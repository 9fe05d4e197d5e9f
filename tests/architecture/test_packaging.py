"""The wheel and the sdist contain the files that their users need, and require the libraries."""

import ast
import gzip
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
build = pytest.importorskip("hatchling.build", reason="hatchling is not installed")


def test_the_wheel_holds_types_data_and_the_manual_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel contains type information, policies, translations, style sheets and the manual page, but no tests."""
    monkeypatch.chdir(ROOT)
    with zipfile.ZipFile(tmp_path / build.build_wheel(str(tmp_path))) as wheel:
        names = wheel.namelist()
    wanted = (
        "deskctl/py.typed",
        "deskctl/data/policies/after-sales.toml",
        "deskctl/data/locale/zh/LC_MESSAGES/deskctl.mo",
        "deskctl/screens/queue/queue.tcss",
        "share/man/man1/deskctl.1",
    )
    assert [name for name in wanted if not any(packed.endswith(name) for packed in names)] == []
    assert not any(name.startswith("tests/") for name in names)


def test_the_sdist_holds_docs_and_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sdist contains the documentation, the tests and their data."""
    monkeypatch.chdir(ROOT)
    with monkeypatch.context() as patch:
        patch.setattr(gzip, "GzipFile", partial(gzip.GzipFile, compresslevel=1))  # the best compression takes longer
        packed = build.build_sdist(str(tmp_path))
    with tarfile.open(tmp_path / packed) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    wanted = {
        "README.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/deskctl.1",
        "tests/conftest.py",
        "data/demo.jsonl",
    }
    assert wanted - names == set()


def test_every_library_that_deskctl_loads_is_required() -> None:
    """What any module imports, at its start or later, comes with a dependency or an extra for users, not with `dev`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    installed: set[str] = set()
    for requirement in declared:
        installed |= _with_all_it_needs(_name(requirement), installed)
    owners = packages_distributions()
    missing = {
        (module, str(file.relative_to(ROOT)))
        for file in (ROOT / "deskctl").rglob("*.py")
        for module in _imported(file)
        if module not in sys.stdlib_module_names | {"deskctl"}
        and not {_name(one) for one in owners.get(module, ())} & installed
    }
    assert missing == set()


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _with_all_it_needs(name: str, known: set[str]) -> set[str]:
    """Return a library and those that it requires itself, except those for its own extras."""
    if name in known:
        return known
    found = known | {name}
    try:
        needed = requires(name) or []
    except PackageNotFoundError:
        return found
    for requirement in needed:
        if "extra ==" not in requirement:
            found |= _with_all_it_needs(_name(requirement), found)
    return found


def _name(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match[0]).lower()
