"""The wheel and the sdist contain the files that their users need."""

import gzip
import tarfile
import zipfile
from functools import partial
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
