"""Measure `deskctl import` of an enlarged demo desk against plain sqlite3 writing the same rows.

Run `python tests/bench/bench_import.py [TICKETS]`.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from deskctl.store.sqlite.trigram_terms import TABLES

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo.jsonl"
_REFERS = ("duplicate_of", "about_ticket")


def scaled(tickets: int) -> Iterator[str]:
    """Yield the lines of the demo desk with its tickets repeated under new numbers."""
    records = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
    yield from (json.dumps(record, ensure_ascii=False) for record in records if record["type"] != "ticket")
    originals = [record for record in records if record["type"] == "ticket"]
    for number in range(tickets):
        record = dict(originals[number % len(originals)])
        if number >= len(originals):
            record = {name: value for name, value in record.items() if name not in _REFERS}
            record["id"] = f"T-{number + 1:03d}"
        yield json.dumps(record, ensure_ascii=False)


def measured(code: str, *arguments: str) -> tuple[float, float]:
    """Run Python code in a separate process; return its wall seconds and the peak memory in MB that it prints."""
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    return time.perf_counter() - begin, float(done.stdout)


_IMPORT = """
import os, sys
from contextlib import suppress
from pathlib import Path
from deskctl.__main__ import main

os.environ["DESKCTL_STORE"] = sys.argv[2]
file, output = sys.argv[1], sys.stdout
sys.stdout = open(os.devnull, "w")
for words in (["init"], ["import", file]):
    sys.argv = ["deskctl", *words]
    with suppress(SystemExit):
        main()
sys.stdout = output
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) / 1024)
"""


def plain_copy(store: Path, copy: Path) -> float:
    """Write all rows into an empty copy of the schema by executemany, without a search index; return the seconds."""
    source, target = sqlite3.connect(store), sqlite3.connect(copy)
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = FULL")
    schema = source.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'")
    tables = []
    for name, sql in ((name, sql) for name, sql in schema if name not in TABLES):
        target.execute(sql)
        if sql.startswith("CREATE TABLE"):
            tables.append(name)
    rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    begin = time.perf_counter()
    with target:
        for name, found in rows.items():
            if found:
                marks = ", ".join("?" * len(found[0]))
                target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', found)
    return time.perf_counter() - begin


def main(tickets: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path, store = Path(folder) / "desk.jsonl", Path(folder) / "desk.db"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in scaled(tickets))
        wall, memory = measured(_IMPORT, str(path), str(store))
        plain = plain_copy(store, Path(folder) / "plain.db")
    print(f"import of {tickets} tickets: {wall:.1f} s, peak {memory:.0f} MB")
    print(f"the same rows by executemany: {plain:.1f} s")
    print(f"ratio {wall / plain:.1f} (at most 10)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
