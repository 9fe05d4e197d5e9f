"""Every command that reads prints the same bytes on both engines."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from both_engines import Both
from schema_check import misfits

from deskctl.store.move import MoveProgress, move_store

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

Call = Callable[..., tuple[int, str, str]]

_ASKED = """
ticket list --json
ticket list --status all --limit 0 --jsonl
ticket list --status all --sort closed --reverse --json
ticket list --status all --sort latest --customer CUS-01 --json
ticket list --status all --sort due --reverse --json
ticket list --status closed --owner EN1 --sort updated --json
ticket list --site S-0101 --status all --count
ticket list --overdue --json
ticket list --contested --json
ticket list --not-level urgent --json
ticket list 打印 --status all --json
ticket list 打印 --count
ticket show 17 --json
ticket show 52 --json
ticket show 999 --json
ticket history 24 --json
clock list --all --jsonl
clock next --json
clock report --by engineer --json
clock report --misses --json
clock explain 17 first_response
report list --json
policy list --json
policy show after-sales --json
policy compare after-sales-strict --json
on-call --json
customer list --json
customer card CUS-01 --json
contact list --json
asset list --json
staff list --json
part list --json
loaner list --json
stock list --json
stock cover --json
due list --json
dispatch list --json
search 打印机 --json
search printer --json
search 打印 --json
search 器 --json
search 555 --json
search 100% --json
search nothing-holds-this --json
ticket list 网络 --status all --json
ticket list 重启 --json
contact list 医 --json
search T-017 --json
mode list --json
outbox list --json
mail list --json
roster list --json
inspection list --json
watch --once --since 2026-10-20 --jsonl
ticket list --due-within 2d --json
ticket list --closed-since 2026-11-01 --json
dispatch export
visit list --json
callback list --json
faq show FAQ-01 --json
store check --sense --json
store check --quick --jsonl
"""


@pytest.mark.parametrize("words", _ASKED.strip().splitlines())
def test_a_question(demo: Both, answer: Call, words: str) -> None:
    """The exit code, the output and the messages on stderr are the same."""
    file, server = (answer(store, *words.split())[:2] for store in (demo.file, demo.server))
    assert server == file, answer(demo.server, *words.split())


def test_a_watch_with_a_mark(own_demo: Both, answer: Call) -> None:
    """Both engines remember what was shown under a mark: the second call shows nothing again."""
    for store, due in product((own_demo.file, own_demo.server), ((), ("--due",))):
        assert answer(store, "watch", "--once", "--mark", "wall", *due)[0] == 0
        assert answer(store, "watch", "--once", "--mark", "wall", *due)[:2] == (0, "")


def test_an_export(demo: Both, answer: Call, tmp_path: Path) -> None:
    """A desk exports the same bytes from a server, from a file, and after it was moved back to a file."""
    back = str(tmp_path / "back.db")
    shown: list[tuple[int, int]] = []
    moved = move_store(demo.server, back, MoveProgress(rows=lambda *now: shown.append(now)))
    assert shown == sorted(shown)
    assert shown[-1] == (moved.rows, moved.rows)
    exported = [answer(store, "export", "-")[1] for store in (demo.file, demo.server, back)]
    assert exported[0] == exported[1] == exported[2]
    assert answer(back, "store", "check")[0] == 0


def test_a_month(demo: Both, answer: Call, tmp_path: Path) -> None:
    """The monthly report is the same file on both engines."""
    written = []
    for store in (demo.file, demo.server):
        file = tmp_path / f"{len(written)}.md"
        assert answer(store, "month", "export", "2026-10", "--format", "md", "-o", str(file))[0] == 0
        written.append(file.read_text("utf-8"))
    assert written[0] == written[1]


def test_the_description_of_a_store_fits_its_schema(demo: Both, answer: Call) -> None:
    """`store info` names the engine with fields of its own, which its schema has and `--fields` takes."""
    for store in (demo.file, demo.server):
        assert misfits("store info", answer(store, "store", "info", "--json")[1]) == []
    chosen = answer(demo.server, "store", "info", "--fields", "engine,login,for_tests", "--json")
    assert list(json.loads(chosen[1])) == ["engine", "login", "for_tests"]
