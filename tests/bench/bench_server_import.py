"""An import on a server against COPY: `python tests/bench/bench_server_import.py ADDRESS SCRATCH [TICKETS]`.

ADDRESS and SCRATCH are empty desks for tests. The import of a scaled demo desk fills the first;
then the rows that it made are copied out, and in again by COPY alone into the second, with its indexes and references.
"""

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


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _import(address: str, file: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "deskctl", "--store", address, "import", file], check=True, capture_output=True
    )


def _copy(address: str, folder: Path, *, back: bool) -> None:
    """Copy all tables into files, or from them in one transaction."""
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
    """Print how long both take, and the memory of the import."""
    address, scratch = sys.argv[1:3]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in scaled(int(sys.argv[3]) if len(sys.argv) > 3 else 100_000))
        file.flush()
        imported = _took(lambda: _import(address, file.name))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        _copy(address, Path(folder), back=False)
        copied = _took(lambda: _copy(scratch, Path(folder), back=True))
        moved = _took(lambda: move_store(address, f"{folder}/desk.db"))
    print(f"import {imported:.1f} s, {peak:.0f} MB; COPY {copied:.1f} s: {imported / copied:.2f} x; back {moved:.1f} s")


if __name__ == "__main__":
    main()
