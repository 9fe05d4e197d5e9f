"""Measure the console on a large desk in a real terminal: `python tests/bench/bench_console.py [OPEN ...]`.

Each figure is printed with its goal; exits with 1 if one is missed. Needs Linux (pty and /proc).
"""

import fcntl
import os
import pty
import select
import signal
import sqlite3
import struct
import sys
import tempfile
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, time

from deskctl.clock import now
from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.search.search_index import index_tickets
from deskctl.store.sqlite.create import create_store

COLUMNS, LINES = 160, 52
TALL = 114  # lines of a terminal that shows fifty rows of the queue
TICKS = os.sysconf("SC_CLK_TCK")
ONE_LINE = (
    "from textual.app import App\nfrom textual.widgets import Static\n"
    "class One(App):\n    def compose(self):\n        yield Static('first-paint')\nOne().run()"
)
FIRST_NUMBER, CUSTOMERS = 1000, 1000
RARE, RARE_TITLE = "举世无双", "举世无双的一张工单"
FREE_TITLE = "尚无人认领的一张工单"
PROMISED = 4 * 3600
PATIENCE, SETTLE, QUIET = 30.0, 2.5, 0.03
SPAN, STEPS = 15, 15


class Terminal:
    """A program in a separate terminal."""

    def __init__(self, *words: str, lines: int = LINES) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", DESKCTL_ACTOR="EN1", LANG="C.UTF-8")
            os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - our own program
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, COLUMNS, 0, 0))
        self.reported = b""

    def read(self, seconds: float) -> int:
        """Read for exactly `seconds`; return the number of bytes."""
        end, count = monotonic() + seconds, 0
        while (left := end - monotonic()) > 0:
            if select.select([self.fd], [], [], left)[0]:
                count += self._take()
        return count

    def _take(self) -> int:
        part = os.read(self.fd, 1 << 16)
        self.reported += part
        return len(part)

    def until(self, text: str) -> float:
        """Read until a text is drawn; return the seconds that it took."""
        begun = monotonic()
        while text.encode() not in self.reported:
            if monotonic() - begun > PATIENCE:
                sys.exit(f"{text!r} was not drawn")
            if select.select([self.fd], [], [], 0.05)[0]:
                self._take()
        return monotonic() - begun

    def press(self, keys: str) -> None:
        """Press keys, and discard the earlier output."""
        self.reported = b""
        os.write(self.fd, keys.encode())

    def cpu(self) -> float:
        """Return the CPU time of the program until now, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Return the memory of the program in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def settle(self) -> None:
        """Wait until the program is idle, that is, until it uses little CPU in a second."""
        for _ in range(int(PATIENCE)):
            before = self.cpu()
            self.read(1)
            if self.cpu() - before <= QUIET:
                return

    def cost(self, keys: str, times: int) -> float:
        """Return the CPU milliseconds of one press of a key, as the mean of many."""
        before = self.cpu()
        for _ in range(times):
            self.press(keys)
            self.read(0.08)
        self.read(0.5)
        return (self.cpu() - before) / times * 1000


@contextmanager
def running(*words: str, lines: int = LINES) -> Iterator[Terminal]:
    terminal = Terminal(*words, lines=lines)
    try:
        yield terminal
    finally:
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        os.close(terminal.fd)


def large_desk(path: str, count: int) -> None:
    """Make the demo desk with many more open tickets, sixty of which are due within the hour."""
    create_store(path)
    read_desk(str(data_file("demo.jsonl")), path)
    conn = sqlite3.connect(path)
    columns = [name for (name, *_rest) in conn.execute("SELECT name FROM pragma_table_info('ticket')")]
    row = dict(zip(columns, conn.execute("SELECT * FROM ticket WHERE number = 71").fetchone(), strict=True))
    begun = int(time())
    conn.execute("UPDATE ticket SET next_due_at = NULL WHERE next_due_at IS NOT NULL")
    _customers(conn)
    rows = [{**row, **_made(place, begun)} for place in range(count)]
    marks = ", ".join("?" * len(columns))
    conn.executemany(f"INSERT INTO ticket VALUES ({marks})", [[one[name] for name in columns] for one in rows])
    _clocks(conn)
    index_tickets(conn, [one["number"] for one in rows])
    conn.commit()
    conn.close()


def _customers(conn: sqlite3.Connection) -> None:
    """Add a thousand customers with one contact each."""
    for place in range(CUSTOMERS):
        conn.execute(
            "INSERT INTO customer (id, name, lang, key_customer) VALUES (?, ?, 'zh', 0)",
            [f"CUS-X{place}", f"示例客户{place}"],
        )
        conn.execute(
            "INSERT INTO contact (id, customer, name) VALUES (?, ?, ?)",
            [f"P-X{place}", f"CUS-X{place}", f"何例{place}"],
        )


def _clocks(conn: sqlite3.Connection) -> None:
    """Add a running clock of four hours for the next promise of each ticket."""
    conn.execute(
        "INSERT INTO clock (ticket, n, clause, milestone, start, seconds, calendar, due, outcome, soft, provisional,"
        " warns_at) SELECT number, 1, next_clause, next_milestone, next_due_at - ?, ?, 'ALWAYS', next_due_at, 'open',"
        " 0, 0, next_due_at - ? FROM ticket WHERE number >= ?",
        [PROMISED, PROMISED, PROMISED // 4, FIRST_NUMBER],
    )


def _made(place: int, begun: int) -> dict[str, object]:
    due = begun + 900 + place * 40 if place < 60 else begun + 7200 + place
    title = {5000: RARE_TITLE, 6000: FREE_TITLE}.get(place, f"第{place}号 钱箱不弹出")
    owner = None if place == 6000 else f"EN{place % 4 + 1}"
    whose = {"customer": f"CUS-X{place % CUSTOMERS}", "contact": f"P-X{place % CUSTOMERS}"}
    return {**whose, "number": FIRST_NUMBER + place, "next_due_at": due, "title": title, "owner": owner}


def first_paint(path: str) -> float:
    """Return the CPU time from start to first paint, as a ratio to an app that shows one line; the best of five."""
    ours, theirs = [], []
    for _ in range(5):
        with running("-c", ONE_LINE) as terminal:
            terminal.until("first-paint")
            theirs.append(terminal.cpu())
        with running("-m", "deskctl", "--lang", "en", "--store", path) as terminal:
            terminal.until("T-1")
            ours.append(terminal.cpu())
    print(f"first paint: {min(ours):.2f} s, one line of text {min(theirs):.2f} s")
    return min(ours) / min(theirs)


def measures(path: str, count: int) -> Iterator[tuple[str, float, float, str]]:
    """Measure the console on a desk with `count` open tickets."""
    with running("-c", ONE_LINE) as terminal:
        terminal.until("first-paint")
        terminal.read(1)
        empty = terminal.memory()
    with running("-m", "deskctl", "--lang", "en", "--store", path) as terminal:
        terminal.until("T-1")
        terminal.press("3")
        terminal.read(SETTLE)
        yield f"{count:,} open: memory over an empty app", terminal.memory() - empty, 30, "MB"
        yield from ticking(terminal, f"{count:,} open: ticking")
        yield f"{count:,} open: cursor down, CPU", terminal.cost("j", 60), 6, "ms"
        yield f"{count:,} open: page down, CPU", terminal.cost("\x1b[6~", 60), 25, "ms"
        terminal.press("/")
        terminal.read(1)
        terminal.press(RARE)
        yield f"{count:,} open: filter by a Chinese fragment", terminal.until(RARE_TITLE) * 1000, 150, "ms"
        terminal.press("\x1b")
        terminal.read(2)
        terminal.press("2")
        yield f"{count:,} open: tab switch", terminal.until(FREE_TITLE) * 1000, 80, "ms"
        terminal.press("3")
        terminal.read(SETTLE)
        shortest, middle, longest = seen(terminal, path, FIRST_NUMBER)
        print(f"an action of another process is shown: {shortest:.0f}-{longest:.0f} ms")
        yield f"{count:,} open: an action of another process is shown, median", middle, 500, "ms"

    with running("-m", "deskctl", "--lang", "en", "--store", path, lines=TALL) as terminal:
        terminal.until("T-1")
        terminal.press("3")
        terminal.read(SETTLE)
        yield from ticking(terminal, f"{count:,} open: ticking, 50 rows in view")


def ticking(terminal: Terminal, name: str) -> Iterator[tuple[str, float, float, str]]:
    """Measure the countdowns of an otherwise idle console, including one read of the clocks that are due soon."""
    terminal.settle()
    before = terminal.cpu()
    drawn = sum(terminal.read(1) for _ in range(SPAN))
    yield f"{name}, CPU", (terminal.cpu() - before) / SPAN * 100, 1, "%"
    yield f"{name}, to the terminal", drawn / SPAN / 1000, 2, "kB/s"


def seen(terminal: Terminal, store: str, number: int) -> tuple[float, float, float]:
    """Return the shortest, the median and the longest time in which an action of another process is shown.

    The actions are spread evenly over the third of a second between two looks at the store.
    """
    terminal.press("g")
    taken = []
    for place in range(STEPS):
        terminal.read(1 + place / STEPS / 3)
        text = f"seen-from-elsewhere-{place:02}"
        step = build(find("ticket", "note"), {"text": text})
        terminal.reported = b""
        perform(store, step, number, RequestContext(now=now(), actor="HL1"))
        taken.append(terminal.until(text) * 1000)
    return min(taken), median(taken), max(taken)


def idle(path: str) -> float:
    """Return the CPU of a console on a desk without clocks, in percent of a core."""
    with running("-m", "deskctl", "--lang", "en", "--store", path) as terminal:
        terminal.read(SETTLE + 2)
        terminal.settle()
        before = terminal.cpu()
        for _ in range(SPAN):
            terminal.read(1)
        return (terminal.cpu() - before) / SPAN * 100


def main() -> int:
    """Print each figure with its goal."""
    figures: list[tuple[str, float, float, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in [int(word) for word in sys.argv[1:]] or [10_000, 100_000]:
            path = str(Path(folder) / f"{count}.db")
            large_desk(path, count)
            figures.append((f"{count:,} open: first paint, against one line of text", first_paint(path), 1.5, "x"))
            figures += measures(path, count)
        create_store(empty := str(Path(folder) / "empty.db"))
        figures.append(("watching an empty desk, CPU", idle(empty), 0.5, "%"))
    for name, figure, goal, unit in figures:
        print(f"{name:<58} {figure:>9.2f} {unit:<4} (goal {goal:g}){'' if figure <= goal else '  MISSED'}")
    return int(any(figure > goal for _name, figure, goal, _unit in figures))


if __name__ == "__main__":
    raise SystemExit(main())
