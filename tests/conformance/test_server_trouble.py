"""Errors of a server are explained in sentences that never contain a password."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from both_engines import Both
from server_rows import NOT_FOR_READERS, UNSEARCHED, add_login, as_owner, end_all_others, index_definitions, make_older

from deskctl.config.store_address import redacted
from deskctl.console.store_health import findings
from deskctl.errors import StoreUnusable
from deskctl.store.move import MoveProgress, move_store
from deskctl.store.open import check_store, open_reader
from deskctl.store.postgres.statements import bound
from deskctl.store.sqlite.integrity.head_file import head_of

pytestmark = pytest.mark.xdist_group("server")

Call = Callable[..., tuple[int, str, str]]


def test_a_server_that_is_not_there(answer: Call, tmp_path: Path) -> None:
    """The error names what failed, whether anything was saved and what to do, but not the password; exit code 5."""
    address = f"postgresql://ann:secret@/desk?host={tmp_path}"
    code, out, err = answer(address, "ticket", "list")
    assert (code, out) == (5, "")
    assert "the connection broke. Nothing was changed. Wait until" in err
    assert "secret" not in err


def test_an_existing_desk_is_not_made_a_desk_for_tests(make_database: Callable[..., str], answer: Call) -> None:
    """`store init --for-tests` is refused where a desk for work exists, and not where one for tests does."""
    work, trial = make_database(), make_database()
    assert answer(work, "store", "init")[0] == answer(trial, "store", "init", "--for-tests")[0] == 0
    code, _out, err = answer(work, "store", "init", "--for-tests", "--json")
    assert (code, json.loads(err)["code"]) == (1, "not_for_tests")
    assert answer(trial, "store", "init", "--for-tests")[0] == 0


@pytest.mark.parametrize("login", ["bo", "owner"])
def test_a_moved_desk_that_its_mover_cannot_use(
    make_database: Callable[..., str], answer: Call, tmp_path: Path, login: str
) -> None:
    """A move tells a mover whose login is nobody's on the staff, and a refusal names who can add it."""
    old, new = str(tmp_path / "old.db"), make_database()
    assert answer(old, "init", "--me", "Bo Lind", "--login", login)[0] == 0
    code, _out, err = answer(old, "store", "move", old, new)
    assert code == 0
    assert ("the login owner" in err) is (login == "bo")
    code, _out, err = answer(new, "whoami")
    assert code == (1 if login == "bo" else 0)
    assert ("Bo Lind MG1 (bo)" in err) is (login == "bo")


def test_a_move_by_the_owner_of_the_desk_names_the_logins_of_the_people(
    make_database: Callable[..., str], answer: Call, tmp_path: Path
) -> None:
    """The login `desk` can be nobody's: the move names the logins of the staff, and no command that is refused."""
    old, new = str(tmp_path / "old.db"), make_database()
    assert answer(old, "init", "--me", "Bo Lind", "--login", "bo")[0] == 0
    add_login(new, "desk")
    as_owner(new, "ALTER ROLE desk SUPERUSER")
    try:
        code, _out, err = answer(old, "store", "move", old, new.replace("owner@", "desk@"))
    finally:
        as_owner(new, "REASSIGN OWNED BY desk TO owner")
        as_owner(new, "DROP OWNED BY desk")
        as_owner(new, "ALTER ROLE desk NOSUPERUSER")
    assert (code, "--login desk" in err) == (0, False), err
    assert "their own logins on the server, by the staff records: bo. " in err


def test_a_database_that_is_not_there(server: Path, answer: Call) -> None:
    """The error says that the database does not exist."""
    code, _out, err = answer(f"postgresql://owner@/nowhere?host={server}", "ticket", "list")
    assert code == 5
    assert "has no database" in err


def test_an_empty_database(make_database: Callable[..., str], answer: Call) -> None:
    """The error for a database without a desk names the command that creates one."""
    code, _out, err = answer(make_database(), "ticket", "list")
    assert code == 5
    assert "deskctl store init" in err


def test_a_server_that_takes_no_changes(own_demo: Both, answer: Call) -> None:
    """A read-only standby answers reads, and reports of a write that it was not saved."""
    import psycopg2

    with closing(psycopg2.connect(own_demo.server)) as conn:
        conn.autocommit = True
        conn.cursor().execute("SELECT current_database()")
        name = own_demo.server.split("/")[3].split("?")[0]
        conn.cursor().execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert answer(own_demo.server, "ticket", "list")[0] == 0
    code, _out, err = answer(own_demo.server, "ticket", "note", "T-066", "--note", "x", "--actor", "LE1")
    assert code == 5
    assert "standby" in err
    assert "The change was not saved." in err


def test_a_table_that_somebody_rebuilds(demo: Both, answer: Call) -> None:
    """A reader waits for a lock only as long as `--wait` allows, and then names the lock."""
    import psycopg2

    with closing(psycopg2.connect(demo.server)) as conn:
        conn.cursor().execute("LOCK TABLE ticket")
        code, out, err = answer(demo.server, "ticket", "list", "--wait", "0.1")
    assert (code, out) == (5, "")
    assert "is locked by another writer. Nothing was changed." in err
    assert answer(demo.server, "ticket", "list", "--wait", "0")[0] == 0


def test_the_server_that_takes_changes(own_demo: Both, answer: Call, tmp_path: Path) -> None:
    """Of several servers in an address, the first one that accepts changes is used; reads stay read-only."""
    import psycopg2

    both = own_demo.server.replace("host=", f"host={tmp_path},") + "&target_session_attrs=read-write"
    assert answer(both, "ticket", "list")[0] == 0
    assert answer(both, "ticket", "note", "T-066", "--text", "x", "--actor", "LE1")[0] == 0
    with closing(open_reader(both)) as reader, pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        reader.execute(NOT_FOR_READERS)


def test_servers_of_which_none_takes_changes(own_demo: Both, answer: Call, tmp_path: Path) -> None:
    """An address with standbys only is reported as such; if the primary is unreachable, the error says to wait."""
    name = own_demo.server.split("/")[3].split("?")[0]
    as_owner(own_demo.server, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    alone = own_demo.server + "&target_session_attrs=read-write"
    assert "accepts no changes" in answer(alone, "ticket", "list")[2]
    assert "Wait until it is back" in answer(alone.replace("host=", f"host={tmp_path},"), "ticket", "list")[2]


def test_copies_of_files(demo: Both, answer: Call, tmp_path: Path) -> None:
    """`backup` and `restore` name what to use on a server instead."""
    for words in (("backup", str(tmp_path / "b.db")), ("restore", str(tmp_path / "b.db"))):
        code, _out, err = answer(demo.server, "store", *words, "--json")
        assert code == 1
        assert '"on_server"' in err


def test_numbers_that_were_given(own_demo: Both, answer: Call) -> None:
    """The check at the start finds a counter that would repeat a number; `store rebuild` mends it and the texts."""
    assert findings(own_demo.server, 0) == []
    for change in UNSEARCHED:
        as_owner(own_demo.server, change)
        assert [one.kind for one in check_store(own_demo.server, 0)] == ["index"]
    as_owner(own_demo.server, "SELECT setval('desk_ticket', 3)")
    assert [one.kind for one in findings(own_demo.server, 0)] == ["counter"]
    assert answer(own_demo.server, "store", "rebuild")[0] == 0
    assert check_store(own_demo.server, 0) == []


def test_a_desk_is_not_moved_over_another(demo: Both, own_demo: Both, answer: Call) -> None:
    """`store move` refuses a target that already has staff, and states that nothing was changed and what to do."""
    code, _out, err = answer(demo.file, "store", "move", demo.file, own_demo.server)
    assert code == 1
    assert "contains a desk already. Nothing was changed. Name a new file or an empty database." in err


def test_a_desk_that_began_on_a_server_is_moved_to_a_file(
    make_database: Callable[..., str], answer: Call, tmp_path: Path
) -> None:
    """A desk that never was in a file is moved to one, and to another, each with a name and a count of its own."""
    server, file, other = make_database(), str(tmp_path / "new.db"), str(tmp_path / "other.db")
    assert answer(server, "init", "--me", "Bo Lind", "--login", "owner")[0] == 0
    assert answer(server, "customer", "add", "--name", "Clinic")[0] == 0
    assert answer(server, "store", "move", server, file)[0] == 0
    assert answer(file, "store", "move", file, other)[0] == 0
    for moved in (file, other):
        assert answer(moved, "export", "-")[:2] == answer(server, "export", "-")[:2]
        assert answer(moved, "customer", "add", "--name", "Pharmacy", "--actor", "MG1")[0] == 0
        assert answer(moved, "store", "check", "--json")[:2] == (0, "[]\n")
    assert len({head_of(moved).store for moved in (file, other)}) == 2  # type: ignore[union-attr]


def test_a_server_that_goes_during_a_move(
    own_demo: Both, make_database: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A move from or to a server that goes says what failed and that nothing is kept, and leaves no new file."""
    new, target = tmp_path / "new.db", make_database()
    server, file = own_demo.server, own_demo.file
    for source, to, lost in ((server, str(new), server), (file, target, target), (server, target, server)):
        progress = MoveProgress(rows=lambda _done, _total, lost=lost: end_all_others(lost))  # type: ignore[misc]
        with pytest.raises(StoreUnusable, match=r"the connection broke\. (Nothing|The change)") as gone:
            move_store(source, to, progress)
        assert redacted(lost) in str(gone.value)
    assert not new.exists()
    assert capsys.readouterr().err == ""
    move_store(file, target)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:secret@host/desk", "postgresql://host/desk"),
        ("postgresql://host/desk?user=ann&password=secret&sslmode=require", "postgresql://host/desk?sslmode=require"),
        ("postgresql:///?service=desk", "postgresql:///?service=desk"),
        ("/home/ann:secret@x/desk.db", "/home/ann:secret@x/desk.db"),
    ],
)
def test_what_is_printed_of_an_address(address: str, shown: str) -> None:
    """A printed address contains neither user nor password."""
    assert redacted(address) == shown


def test_places_of_values() -> None:
    """Placeholders are replaced outside of string literals, by order or by number; a percent sign is kept."""
    assert bound("SELECT '?' || ? LIKE '%a'", ("x",)) == ("SELECT '?' || %s LIKE '%%a'", ("x",))
    assert bound("SELECT ?2, ?1, ?2", (1, 2)) == ("SELECT %(p2)s, %(p1)s, %(p2)s", {"p1": 1, "p2": 2})
    assert bound("SELECT '%'", ()) == ("SELECT '%'", None)


_KILLED = """
import os, signal, sys
from deskctl.store.postgres.schema import create
create.rebuild_derived = lambda *_given: os.kill(os.getpid(), signal.SIGKILL)
create.ensure_current(sys.argv[1])
"""


def test_a_migration_that_is_killed(own_demo: Both, answer: Call) -> None:
    """A migration killed after it changed tables leaves the desk unchanged; run again, it completes."""
    before = _known_to_older(answer(own_demo.server, "export", "-")[1])
    make_older(own_demo.server)
    done = subprocess.run([sys.executable, "-c", _KILLED, own_demo.server], check=False)
    assert done.returncode == -signal.SIGKILL
    assert "older schema (0011)" in answer(own_demo.server, "ticket", "list")[2]
    assert answer(own_demo.server, "store", "migrate")[0] == 0
    assert answer(own_demo.server, "store", "check")[0] == 0
    assert _known_to_older(answer(own_demo.server, "export", "-")[1]) == before


def _known_to_older(exported: str) -> list[dict[str, object]]:
    """Remove the fields that an older schema does not have."""
    records = map(json.loads, exported.splitlines())
    return [
        {name: value for name, value in one.items() if name not in {"affected_sites", "follows"}} for one in records
    ]


def test_an_older_schema(own_demo: Both, answer: Call) -> None:
    """A store with an older schema is refused until it is migrated; then its derived rows are those of a new store."""
    indexes = index_definitions(own_demo.server)
    make_older(own_demo.server)
    assert answer(own_demo.server, "ticket", "list")[0] == 5
    assert answer(own_demo.server, "store", "migrate")[0] == 0
    assert index_definitions(own_demo.server) == indexes
    asked = ("ticket", "list", "--status", "all", "--sort", "closed", "--json")
    assert answer(own_demo.server, *asked) == answer(own_demo.file, *asked)
    assert answer(own_demo.server, "store", "check")[0] == 0
    assert answer(own_demo.server, "ticket", "note", "T-066", "--text", "x", "--actor", "LE1")[0] == 0
