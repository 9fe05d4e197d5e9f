"""What goes wrong with a server is explained in sentences, and never with a password in them."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from both_engines import Both
from server_rows import NOT_FOR_READERS, UNSEARCHED, as_owner, index_definitions, make_older

from deskctl.config.store_address import redacted
from deskctl.console.store_health import findings
from deskctl.store.open import check_store, open_reader
from deskctl.store.postgres.statements import bound

pytestmark = pytest.mark.xdist_group("server")

Call = Callable[..., tuple[int, str, str]]


def test_a_server_that_is_not_there(answer: Call, tmp_path: Path) -> None:
    """Exit 5: what failed, whether anything was saved, what to do; the password stays unsaid."""
    address = f"postgresql://ann:secret@/desk?host={tmp_path}"
    code, out, err = answer(address, "ticket", "list")
    assert (code, out) == (5, "")
    assert "the connection broke. Nothing was changed. Wait until" in err
    assert "secret" not in err


def test_a_database_that_is_not_there(server: Path, answer: Call) -> None:
    """A missing database is named as such."""
    code, _out, err = answer(f"postgresql://owner@/nowhere?host={server}", "ticket", "list")
    assert code == 5
    assert "has no database" in err


def test_an_empty_database(make_database: Callable[..., str], answer: Call) -> None:
    """A database without a desk names the command that makes one."""
    code, _out, err = answer(make_database(), "ticket", "list")
    assert code == 5
    assert "deskctl store init" in err


def test_a_server_that_takes_no_changes(own_demo: Both, answer: Call) -> None:
    """On a standby questions are answered, and a step says that it was not saved."""
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
    """A reader waits no longer than it says, and names the lock."""
    import psycopg2

    with closing(psycopg2.connect(demo.server)) as conn:
        conn.cursor().execute("LOCK TABLE ticket")
        code, out, err = answer(demo.server, "ticket", "list", "--wait", "0.1")
    assert (code, out) == (5, "")
    assert "is locked by another writer. Nothing was changed." in err
    assert answer(demo.server, "ticket", "list", "--wait", "0")[0] == 0


def test_the_server_that_takes_changes(own_demo: Both, answer: Call, tmp_path: Path) -> None:
    """Of several servers in an address the first one that takes changes is asked, and a reading changes nothing."""
    import psycopg2

    both = own_demo.server.replace("host=", f"host={tmp_path},") + "&target_session_attrs=read-write"
    assert answer(both, "ticket", "list")[0] == 0
    assert answer(both, "ticket", "note", "T-066", "--text", "x", "--actor", "LE1")[0] == 0
    with closing(open_reader(both)) as reader, pytest.raises(psycopg2.errors.ReadOnlySqlTransaction):
        reader.execute(NOT_FOR_READERS)


def test_servers_of_which_none_takes_changes(own_demo: Both, answer: Call, tmp_path: Path) -> None:
    """A standby alone is named as such; if the primary is only gone, the message is to wait for it."""
    name = own_demo.server.split("/")[3].split("?")[0]
    as_owner(own_demo.server, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    alone = own_demo.server + "&target_session_attrs=read-write"
    assert "accepts no changes" in answer(alone, "ticket", "list")[2]
    assert "Wait until it is back" in answer(alone.replace("host=", f"host={tmp_path},"), "ticket", "list")[2]


def test_copies_of_files(demo: Both, answer: Call, tmp_path: Path) -> None:
    """A backup and a restore say what is used on a server instead."""
    for words in (("backup", str(tmp_path / "b.db")), ("restore", str(tmp_path / "b.db"))):
        code, _out, err = answer(demo.server, "store", *words, "--json")
        assert code == 1
        assert '"on_server"' in err


def test_numbers_that_were_given(own_demo: Both, answer: Call) -> None:
    """A console that starts learns that a number would be given twice; to derive again puts it and the texts right."""
    assert findings(own_demo.server, 0) == []
    for change in UNSEARCHED:
        as_owner(own_demo.server, change)
        assert [one.kind for one in check_store(own_demo.server, 0)] == ["index"]
    as_owner(own_demo.server, "SELECT setval('desk_ticket', 3)")
    assert [one.kind for one in findings(own_demo.server, 0)] == ["counter"]
    assert answer(own_demo.server, "store", "rebuild")[0] == 0
    assert check_store(own_demo.server, 0) == []


def test_a_desk_is_not_moved_over_another(demo: Both, own_demo: Both, answer: Call) -> None:
    """A store with people in it is no place to move a desk to."""
    assert answer(demo.file, "store", "move", demo.file, own_demo.server)[0] == 1


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
    """Neither user nor password is printed."""
    assert redacted(address) == shown


def test_places_of_values() -> None:
    """Places are found outside of texts, by order or by number, and a per cent sign stays one."""
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
    """What is killed after the tables were changed leaves the desk as it was; done again it is whole."""
    before = _known_to_older(answer(own_demo.server, "export", "-")[1])
    make_older(own_demo.server)
    done = subprocess.run([sys.executable, "-c", _KILLED, own_demo.server], check=False)
    assert done.returncode == -signal.SIGKILL
    assert "older schema (0011)" in answer(own_demo.server, "ticket", "list")[2]
    assert answer(own_demo.server, "store", "migrate")[0] == 0
    assert answer(own_demo.server, "store", "check")[0] == 0
    assert _known_to_older(answer(own_demo.server, "export", "-")[1]) == before


def _known_to_older(exported: str) -> list[dict[str, object]]:
    """Leave out what an older schema has no place for."""
    records = map(json.loads, exported.splitlines())
    return [
        {name: value for name, value in one.items() if name not in {"affected_sites", "follows"}} for one in records
    ]


def test_an_older_schema(own_demo: Both, answer: Call) -> None:
    """A store of an older deskctl is refused until it is migrated; derived rows and indexes are as if made new."""
    indexes = index_definitions(own_demo.server)
    make_older(own_demo.server)
    assert answer(own_demo.server, "ticket", "list")[0] == 5
    assert answer(own_demo.server, "store", "migrate")[0] == 0
    assert index_definitions(own_demo.server) == indexes
    asked = ("ticket", "list", "--status", "all", "--sort", "closed", "--json")
    assert answer(own_demo.server, *asked) == answer(own_demo.file, *asked)
    assert answer(own_demo.server, "store", "check")[0] == 0
    assert answer(own_demo.server, "ticket", "note", "T-066", "--text", "x", "--actor", "LE1")[0] == 0
