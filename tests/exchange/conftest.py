"""An empty desk, and the demo desk as lines."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from deskctl.data import data_file
from deskctl.store.create import create_store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "desk.db"
    create_store(str(path))
    return path


@pytest.fixture
def store(empty_store: Path, tmp_path: Path) -> str:
    return str(shutil.copy(empty_store, tmp_path / "desk.db"))


@pytest.fixture
def other_store(empty_store: Path, tmp_path: Path) -> str:
    return str(shutil.copy(empty_store, tmp_path / "other.db"))


@pytest.fixture
def demo() -> list[dict[str, Any]]:
    return [json.loads(line) for line in data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()]
