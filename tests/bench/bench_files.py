"""Measure attachments and logins, with comparisons on the same machine: `python tests/bench/bench_files.py`.

* an attachment of 20 MiB against `cp`, `fsync` and `sha256sum` of the same bytes (goal 3 x), and the longest wait of
  another writer meanwhile (0.5 s);
* `kill -9` during the attachment, `--kills N` times: no partial file may remain, and the store must be sound;
* export and import of `--files` MiB of files: their memory (150 MB), and whether a second export is equal;
* a login: its CPU time (0.1 to 0.5 s) and memory (64 MiB).
"""

import argparse
import hashlib
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from deskctl.data_files import data_file
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.create import create_store

NOW = "2026-11-22T09:30:00+08:00"
_ROUNDS = 5
_SIZE = 20 << 20
_GOLDEN = 0.618034


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--files", type=int, default=1024, help="MiB of files that are exported and imported")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        os.environ |= {"DESKCTL_NOW": NOW, "DESKCTL_ACTOR": "LE1", "HOME": folder, "DESKCTL_STORE": str(place / "d.db")}
        (place / ".config" / "deskctl").mkdir(parents=True)
        (place / ".config" / "deskctl" / "config.toml").write_text("[files]\nmax_record = 9000\n", encoding="utf-8")
        create_store(str(place / "d.db"))
        read_desk(data_file("demo.jsonl"), str(place / "d.db"))
        _speed(place)
        _kills(place, options.kills)
        _login(place)
        _round_trip(place, options.files)


def _speed(place: Path) -> None:
    ours, plain, waits = [], [], []
    for turn in range(2 * _ROUNDS):
        file = place / f"large{turn}.bin"
        file.write_bytes(_random_bytes(f"large{turn}", _SIZE))
        if turn % 2:
            waits += _waits(file)
            continue
        begin = time.perf_counter()
        _copied(file, place / "copy")
        plain.append(time.perf_counter() - begin)
        ours.append(_timed("attachment", "add", "T-071", str(file)))
    start = statistics.median(_timed("whoami") for _ in range(_ROUNDS))
    ratio = statistics.median(ours) / statistics.median(plain)
    print(f"20 MiB: {statistics.median(ours):.2f} s, of which start {start:.2f} s; cp + fsync + sha256sum "
          f"{statistics.median(plain):.2f} s: {ratio:.1f} x (3)")  # fmt: skip
    print(f"another writer's longest write meanwhile: {max(waits):.2f} s (0.5)")


def _waits(file: Path) -> list[float]:
    """Attach a file while another thread writes; return the time of each of its writes."""
    waits: list[float] = []
    ready, ended = threading.Event(), threading.Event()
    thread = threading.Thread(target=_write_notes, args=(ready, ended, waits))
    thread.start()
    ready.wait()
    del waits[:]  # the first write also loads modules
    _deskctl("attachment", "add", "T-071", str(file))
    ended.set()
    thread.join()
    return waits


def _copied(file: Path, copy: Path) -> None:
    subprocess.run(["cp", file, copy], check=True)
    with copy.open("rb+") as stream:
        os.fsync(stream.fileno())
    subprocess.run(["sha256sum", copy], check=True, stdout=subprocess.DEVNULL)


def _write_notes(ready: threading.Event, ended: threading.Event, waits: list[float]) -> None:
    """Write notes repeatedly until the end, and measure each write."""
    from datetime import datetime

    from deskctl.operations.framework.catalogue import find
    from deskctl.operations.perform import RequestContext, perform

    call = RequestContext(now=datetime.fromisoformat(NOW), actor="EN1", note="beside")
    while not ended.is_set():
        begin = time.perf_counter()
        perform(os.environ["DESKCTL_STORE"], find("ticket", "note").of({}), 70, call)
        waits.append(time.perf_counter() - begin)
        ready.set()
        time.sleep(0.01)


def _kills(place: Path, kills: int) -> None:
    store = str(place / "d.db")
    whole = _timed("attachment", "add", "T-072", str(place / "large0.bin"))
    for turn in range(kills):
        file = place / "killed.bin"
        file.write_bytes(_random_bytes(f"killed{turn}", 4 << 20))
        words = [sys.executable, "-m", "deskctl", "attachment", "add", "T-070", str(file)]
        with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
            time.sleep(whole * 1.2 * (turn * _GOLDEN % 1))
            program.send_signal(signal.SIGKILL)
    grave = [finding for finding in check_store(store, 1 << 40) if finding.grave or finding.kind == "file"]
    print(f"kill -9 {kills} times: {len(grave)} findings {[finding.kind for finding in grave]}")


def _login(place: Path) -> None:
    words = ["course", "catalogue", "--username", "qinghe", "--password-stdin"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _deskctl(*words, stdin=b"demo-qinghe\n")
    between = resource.getrusage(resource.RUSAGE_CHILDREN)
    _deskctl(*words, stdin=b"demo-qinghe\n")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    first, second = (one.ru_utime + one.ru_stime for one in (between, after))
    print(f"login: {second - first:.2f} s CPU with the start of the program, "
          f"{first - before.ru_utime - before.ru_stime:.2f} s if an old hash is replaced")  # fmt: skip
    probe = (
        "from deskctl.desk.passwords import matches_hash; matches_hash('x', None);"
        " print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    peak = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True).stdout
    print(f"memory of a program that checks a password: {int(peak) / 1024:.0f} MiB (64)")


def _round_trip(place: Path, megabytes: int) -> None:
    store = str(place / "large.db")
    os.environ["DESKCTL_STORE"] = store
    create_store(store)
    read_desk(data_file("demo.jsonl"), store)
    for turn in range(max(megabytes // 16, 1)):
        file = place / "file.bin"
        file.write_bytes(_random_bytes(f"f{turn}", 16 << 20))
        _deskctl("attachment", "add", "T-071", str(file))
    peaks = [_peak("export", str(place / "one.jsonl"))]
    os.environ["DESKCTL_STORE"] = str(place / "again.db")
    peaks.append(_peak("import", str(place / "one.jsonl")))
    (place / "large.db").unlink()
    peaks.append(_peak("export", str(place / "two.jsonl")))
    same = _digest(place / "one.jsonl") == _digest(place / "two.jsonl")
    print(f"{megabytes} MiB of files: export {peaks[0]:.0f} MB, import {peaks[1]:.0f} MB, export {peaks[2]:.0f} MB "
          f"(150), the same bytes: {same}")  # fmt: skip


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _peak(*words: str) -> float:
    """Return the peak memory of a command, in MB."""
    probe = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", probe, sys.executable, "-m", "deskctl", *words]
    return int(subprocess.run(command, check=True, capture_output=True).stdout) / 1000


def _timed(*words: str) -> float:
    begin = time.perf_counter()
    _deskctl(*words)
    return time.perf_counter() - begin


def _deskctl(*words: str, stdin: bytes = b"") -> None:
    subprocess.run([sys.executable, "-m", "deskctl", *words], input=stdin, check=True, stdout=subprocess.DEVNULL)


def _random_bytes(seed: str, size: int) -> bytes:
    """Return incompressible bytes, always the same for a seed."""
    return hashlib.shake_256(seed.encode()).digest(size)


if __name__ == "__main__":
    main()
