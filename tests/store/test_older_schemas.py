"""Stores of earlier schema versions, kept as the code of their time wrote them, are migrated and opened."""

import io
import json
import lzma
import os
import signal
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from deskctl.cli.error_boundary import run
from deskctl.store.migrations import revision
from deskctl.store.migrations.revision import HEAD

pytestmark = pytest.mark.xdist_group("models")  # only the worker of this group loads SQLAlchemy, which is slow
KEPT = Path(__file__).resolve().parents[1] / "data" / "stores"
OLD = sorted(file.name.removesuffix(".db.xz") for file in KEPT.glob("*.db.xz"))
ADDED_SINCE = {"history", "course_account", "policy_version", "step_key"}
"""Types of lines that exports did not have, or had with fewer values, when the oldest of these desks were kept.

A policy version is exported once it is no longer packaged, and the tickets pinned to it then name it.
"""


@pytest.fixture(params=OLD)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a desk of an earlier version, named after the version of its schema."""
    path = tmp_path / f"{request.param}.db"
    path.write_bytes(lzma.decompress((KEPT / f"{request.param}.db.xz").read_bytes()))
    return path


def _deskctl(path: Path, *words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([*words, "--store", str(path)], lambda *_: None)
    return code, out.getvalue(), err.getvalue()


def test_an_old_desk_asks_to_be_migrated(old: Path) -> None:
    """An old desk is refused unchanged, and the message names its schema and the command that migrates it."""
    before = old.read_bytes()
    code, _out, err = _deskctl(old, "ticket", "list")
    assert code == 5
    assert old.stem[-4:] in err
    assert "deskctl store migrate" in err
    assert old.read_bytes() == before


def test_an_old_desk_is_migrated_completely(old: Path, tmp_path: Path) -> None:
    """A migration keeps a copy of the old desk, and the migrated desk is sound and exports the same lines."""
    before = old.read_bytes()
    assert _deskctl(old, "store", "migrate")[0] == 0
    assert Path(f"{old}.{old.stem[-4:]}").stat().st_size == len(before)
    assert _deskctl(old, "store", "check", "--json")[0] == 0
    assert _deskctl(old, "export", str(tmp_path / "now.jsonl"))[0] == 0
    then = lzma.decompress((KEPT / f"{old.stem}.jsonl.xz").read_bytes()).decode().splitlines()
    now = (tmp_path / "now.jsonl").read_text(encoding="utf-8").splitlines()
    assert _comparable(now) == _comparable(then)
    assert _deskctl(old, "ticket", "note", "T-071", "--text", "seen", "--actor", "EN1")[0] == 0
    assert "deskctl desk update-data" in _deskctl(old, "store", "check")[1]
    assert _deskctl(old, "desk", "update-data", "--actor", "MG1")[0] == 0
    assert "deskctl desk update-data" not in _deskctl(old, "store", "check")[1]


def _comparable(lines: list[str]) -> list[str]:
    records = [json.loads(line) for line in lines]
    kept = [record for record in records if record["type"] not in ADDED_SINCE]
    return [json.dumps({name: value for name, value in one.items() if name != "policy_version"}) for one in kept]


MOMENTS = {
    "the copy is not checked yet": ("deskctl.store.sqlite.copy_store.verify_store", "old"),
    "the schema is new": ("deskctl.store.migrations.migrate.rebuild_derived", "old"),
    "it is about to be committed": ("deskctl.store.migrations.engine.seal", "old"),
    "it was committed": ("deskctl.store.migrations.engine.update_head", "new"),
}
"""The moment at which the program is killed -> the function that is never run, and which schema the store then has."""


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_killed_migration_leaves_the_old_or_the_new(
    old: Path, tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A killed migration leaves the desk either old or migrated, and another migration completes it."""
    never_run, found = MOMENTS[moment]
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setattr(never_run, lambda *_args, **_options: os.kill(os.getpid(), signal.SIGKILL))
            _deskctl(old, "store", "migrate")
        finally:
            os._exit(1)  # whatever fails, the child must not continue with the tests
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert _deskctl(old, "ticket", "list")[0] == (5 if found == "old" else 0)
    assert _deskctl(old, "store", "migrate")[0] == 0
    assert _deskctl(old, "store", "check", "--json")[0] == 0
    assert _deskctl(old, "export", str(tmp_path / "now.jsonl"))[0] == 0
    then = lzma.decompress((KEPT / f"{old.stem}.jsonl.xz").read_bytes()).decode().splitlines()
    assert _comparable((tmp_path / "now.jsonl").read_text(encoding="utf-8").splitlines()) == _comparable(then)


def test_an_older_program_refuses_a_migrated_desk(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older program refuses a migrated desk and reports that a newer deskctl made it."""
    assert _deskctl(old, "store", "migrate")[0] == 0
    known = revision.REVISIONS[: revision.REVISIONS.index(old.stem[-4:]) + 1]
    monkeypatch.setattr(revision, "REVISIONS", known)
    code, _out, err = _deskctl(old, "ticket", "list")
    assert code == 5
    assert f"newer deskctl (schema {HEAD})" in err
