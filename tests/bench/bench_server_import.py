"""Compare an import on a server with COPY: `python tests/bench/bench_server_import.py ADDRESS SCRATCH [TICKETS]`.

ADDRESS and SCRATCH are empty test desks. The import of an enlarged demo desk fills the first; then its rows are copied
to files, and by COPY into the second, which has the same indexes and references. The CPU time of the server is that of
its processes that ended meanwhile, so nobody else may use it. It is omitted if the server is on another machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2
from bench_import import scaled

from deskctl.models.records import tables
from deskctl.store.move import move_store

_TEXTS = ("ticket_text", "record_text")
_GUARDED = ("action", "master_action")


class _Server:
    """The processes of the server that have ended, if they run on this machine."""

    def __init__(self, address: str) -> None:
        with closing(psycopg2.connect(address)) as conn, conn.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid(), inet_server_addr() IS NULL")
            process, is_here = cursor.fetchone()
            self._stat = Path(f"/proc/{_stat(process)[3]}/stat") if is_here else None

    def cpu(self) -> float:
        """Return the CPU time of the processes in seconds."""
        if self._stat is None:
            return 0.0
        time.sleep(1)  # until the process of the last closed connection has ended
        fields = self._stat.read_text("utf-8").rpartition(")")[2].split()
        return sum(map(int, fields[13:15])) / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text("utf-8").split()


def _measured(work: Callable[[], object], server: _Server) -> tuple[float, float]:
    """Return the wall time of a call, and the CPU time of the server for it."""
    before, began = server.cpu(), time.perf_counter()
    work()
    return time.perf_counter() - began, server.cpu() - before


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _import(address: str, file: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "deskctl", "--store", address, "import", file], check=True, capture_output=True
    )


def _copy(address: str, folder: Path, *, back: bool) -> None:
    """Copy all tables into files, or from files in one transaction."""
    with closing(psycopg2.connect(address)) as conn, conn, conn.cursor() as cursor:
        for table in _GUARDED if back else ():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER desk_guard")
        for table in (*tables(), *_TEXTS):
            if table == "seal":
                continue
            if back:
                cursor.execute(f"DELETE FROM {table}")
            with (folder / table).open("rb" if back else "wb") as file:
                cursor.copy_expert(f"COPY {table} {'FROM STDIN' if back else 'TO STDOUT'}", file)


def main() -> None:
    """Print the wall and CPU time of import and COPY, and the memory of the import."""
    address, scratch = sys.argv[1:3]
    server = _Server(address)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in scaled(int(sys.argv[3]) if len(sys.argv) > 3 else 100_000))
        file.flush()
        imported, of_import = _measured(lambda: _import(address, file.name), server)
    peak, client = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, _cpu_of_children()
    with tempfile.TemporaryDirectory() as folder:
        _copy(address, Path(folder), back=False)
        copied, of_copy = _measured(lambda: _copy(scratch, Path(folder), back=True), server)
        moved, _cpu = _measured(lambda: move_store(address, f"{folder}/desk.db"), server)
    print(f"import {imported:.1f} s, {peak:.0f} MB; COPY {copied:.1f} s: {imported / copied:.2f} x; back {moved:.1f} s")
    if of_copy:
        ratio = (client + of_import) / of_copy
        print(f"CPU: import {client:.1f} s, its server {of_import:.1f} s; COPY's server {of_copy:.1f} s: {ratio:.2f} x")


if __name__ == "__main__":
    main()
