"""Processes that migrate at the same time apply a migration once, and a failed one leaves the store unchanged."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from next_revision import NEXT, times_made
from trials import PROCESSES, copy_of, facts, grave_findings

from deskctl.errors import StoreUnusable
from deskctl.store.migrations.revision import HEAD
from deskctl.store.sqlite.reader import open_reader

Repeats = Callable[[int, int], int]
Figure = Callable[[str, str], None]
_FAILING = NEXT + '    raise ZeroDivisionError("half way")\n'


def _scripts(folder: Path, revision: str) -> Path:
    from deskctl.store.migrations.migrate import SCRIPTS

    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(revision)
    return folder


def _migrated(desk: Path, scripts: Path) -> bool:
    from deskctl.store.migrations.migrate import migrate_file

    return migrate_file(str(desk), scripts)


def _migrate(desk: Path, scripts: Path, answer: Path) -> None:
    answer.write_text(str(_migrated(desk, scripts)))


def test_eight_processes_migrate_once(demo: Path, tmp_path: Path, repeats: Repeats, figure: Figure) -> None:
    """Eight processes that migrate a store at the same time apply the migration once, and none of them fails."""
    scripts, rounds = _scripts(tmp_path / "scripts", NEXT), repeats(2, 50)
    for turn in range(rounds):
        desk = copy_of(demo, tmp_path / str(turn))
        answers = [desk.with_name(f"{n}.answer") for n in range(8)]
        started = [PROCESSES.Process(target=_migrate, args=(desk, scripts, answer)) for answer in answers]
        for process in started:
            process.start()
        for process in started:
            process.join()
        assert [process.exitcode for process in started] == [0] * 8
        assert sorted(answer.read_text() for answer in answers) == ["False"] * 7 + ["True"]
        assert times_made(desk) == 1
    figure(f"8 processes migrating at once, {rounds} rounds", "each revision applied once, none failed")


def test_a_newer_store_is_refused_and_the_old_one_kept(demo: Path, tmp_path: Path) -> None:
    """A store with a newer schema than the program is refused, and the store before the migration is kept beside it."""
    desk = copy_of(demo, tmp_path / "desk")
    assert _migrated(desk, _scripts(tmp_path / "scripts", NEXT)) is True
    with pytest.raises(StoreUnusable, match="newer"):
        open_reader(str(desk))
    assert grave_findings(Path(f"{desk}.{HEAD}")) == []


def test_a_failed_migration_leaves_the_store_as_it_was(demo: Path, tmp_path: Path) -> None:
    """A migration that fails half way is undone completely, and the store remains sound."""
    desk = copy_of(demo, tmp_path / "desk")
    before = facts(desk)
    with pytest.raises(ZeroDivisionError):
        _migrated(desk, _scripts(tmp_path / "scripts", _FAILING))
    assert facts(desk) == before
    assert grave_findings(desk) == []
