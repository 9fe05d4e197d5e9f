"""Count silent overwrites when two consoles and a script assign one ticket, and measure the presence of 20 consoles.

Run `python tests/bench/bench_collisions.py [RACES]`, with 100 races by default; exits with 1 if a figure misses its
goal.
"""

import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deskctl.clock import now
from deskctl.data_files import data_file
from deskctl.desk.presence import BEAT, Presence, PresenceFile
from deskctl.errors import DeskError
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

TICKET, CONSOLES, BEATS = 71, 20, 200
ENGINEERS = ("EN1", "EN2", "EN3", "EN4")


def as_seen(store: str) -> tuple[int, str | None]:
    """Return the number of the ticket's last action, and its owner."""
    conn = open_reader(store)
    try:
        row = get_ticket(conn, TICKET)
        return row.last_seq, row.owner
    finally:
        conn.close()


def by_console(store: str, seq: int, to: str) -> bool:
    """Assign the ticket as a form does whose last known action is `seq`; return True if it was recorded."""
    step = build(find("ticket", "assign"), {"to": to})
    try:
        perform(store, step, TICKET, RequestContext(now=now(), actor="HL1", if_seq=f"{seq}:owner"))
    except DeskError:
        return False
    return True


def by_script(store: str, seq: int, to: str) -> bool:
    """Assign the ticket through the command line; return True if it was recorded."""
    words = ["ticket", "assign", str(TICKET), "--to", to, "--if-seq", f"{seq}:owner", "--actor", "HL2"]
    program = [sys.executable, "-m", "deskctl", "-q", "--store", store, *words]
    return subprocess.run(program, capture_output=True, check=False).returncode == 0


def silent_overwrites(store: str, races: int) -> int:
    """Return the number of races in which more than one of the three assignments was recorded."""
    count = 0
    with ThreadPoolExecutor(3) as pool:
        for _race in range(races):
            seq, owner = as_seen(store)
            names = [name for name in ENGINEERS if name != owner][:3]
            jobs = [pool.submit(by_script, store, seq, names[2])]
            jobs += [pool.submit(by_console, store, seq, name) for name in names[:2]]
            count += sum(job.result() for job in jobs) > 1
    return count


def presence_share(store: str) -> float:
    """Return the percentage of a core that one console uses for its presence while all others are present."""
    files = [PresenceFile(store) for _ in range(CONSOLES)]
    for place, file in enumerate(files):
        file.write(Presence(f"EN{place}", "name", TICKET))
    begun = time.thread_time()
    for _ in range(BEATS):
        files[0].write(Presence("EN0", "name", TICKET))
        files[0].others()
    return (time.thread_time() - begun) / BEATS / BEAT * 100


def main() -> int:
    """Print each figure with its goal."""
    races = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "desk.db")
        create_store(store)
        read_desk(str(data_file("demo.jsonl")), store)
        figures = [
            (
                f"silent overwrites in {races} races of two consoles and a script",
                silent_overwrites(store, races),
                0,
                "",
            ),
            (f"presence of {CONSOLES} consoles, CPU of each", presence_share(store), 1, "%"),
        ]
    for name, figure, goal, unit in figures:
        print(f"{name:<66} {figure:>7.3f} {unit:<2} (goal {goal:g}){'' if figure <= goal else '  MISSED'}")
    return int(any(figure > goal for _name, figure, goal, _unit in figures))


if __name__ == "__main__":
    raise SystemExit(main())
