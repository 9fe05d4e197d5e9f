"""The requests of a writer to the disk, recorded by strace: each write and sync of a store's files and its answers."""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trials import NOW, write

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.sqlite.files import HEAD_FILE, WAL

_STRACE = ("strace", "-f", "-y", "--seccomp-bpf", "-s", "1000000", "-e", "signal=none")
_CALLS = "trace=openat,lseek,read,write,pwrite64,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(rb"\d+ +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>\d+)(?:<[^>]*>)?$")
_HANDLE = re.compile(rb"(\d+)<([^>]*)>")
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"')
_TURNS = 4


@dataclass(frozen=True, slots=True)
class Event:
    """A request to the disk; `offset` is the position at which data is written or the file is truncated."""

    call: str
    path: str
    offset: int = 0
    data: bytes = b""


@cache
def recorder_missing() -> str:
    """Return why nothing can be recorded on this machine, or an empty text if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run([*_STRACE, "-o", "/dev/null", "true"], capture_output=True, check=False)
    return (
        f"strace may not trace processes here: {tried.stderr.decode(errors='replace').strip()}"
        if tried.returncode
        else ""
    )


def record(desk: Path, acks: Path, count: int) -> list[Event]:
    """Run a process that writes to a desk, and return its requests to the disk in order, its answers included."""
    log = acks.with_suffix(".strace")
    watched = [desk.parent, desk, f"{desk}{WAL}", f"{desk}{HEAD_FILE}", acks]
    named = [word for path in watched for word in ("-P", str(path))]
    code = "import sys; from power_record import write_in_turns; write_in_turns(*sys.argv[1:])"
    writer = [sys.executable, "-c", code, str(desk), str(acks), str(count)]
    subprocess.run([*_STRACE, "-e", _CALLS, *named, "-o", str(log), *writer], check=True, capture_output=True)
    with log.open("rb") as lines:
        events = list(_events(lines))
    log.unlink()
    return events


def write_in_turns(desk: str, acks: str, count: str) -> None:
    """Open many tickets with the store kept open, then one in its own session, which merges the log into the store."""
    for turn in range(_TURNS):
        write(Path(desk), f"many{turn}", int(count) // _TURNS, Path(acks))
        _write_alone(Path(desk), f"one{turn}", Path(acks))


def _write_alone(desk: Path, name: str, acks: Path) -> None:
    operation = build(find("ticket", "open"), {"contact": "P-0101", "title": name})
    done = perform(str(desk), operation, None, RequestContext(now=NOW, actor="EN1", key=name))
    with acks.open("a", encoding="utf-8") as given:
        given.write(json.dumps({"key": name, "ticket": f"T-{done.ticket:03d}"}) + "\n")


def _events(lines: Iterable[bytes]) -> Iterator[Event]:
    """Yield the requests of a recorded trace; a call that failed is none."""
    places: dict[bytes, int] = defaultdict(int)
    for line in lines:
        given = _LINE.match(line.strip())
        if given is not None:
            yield from _event(given["call"].decode(), given["arguments"], int(given["result"]), places)


def _event(call: str, given: bytes, result: int, places: dict[bytes, int]) -> Iterator[Event]:
    handle = _HANDLE.match(given)
    texts = [ast.literal_eval(f"b{text.decode('ascii')}") for text in _TEXT.findall(given)]
    if call == "openat":
        places[str(result).encode()] = 0
        if b"O_CREAT" in given:
            yield Event("create", texts[0].decode())
    elif call == "unlink":
        yield Event("remove", texts[0].decode())
    elif handle is not None:
        number, path = handle[1], handle[2].decode()
        if call in {"fsync", "fdatasync"}:
            yield Event("sync", path)
        elif call == "ftruncate":
            yield Event("cut", path, int(given.rpartition(b",")[2]))
        elif call == "pwrite64":
            yield Event("write", path, int(given.rpartition(b",")[2]), texts[0][:result])
        elif call == "lseek":
            places[number] = result
        else:
            if call == "write":
                yield Event("write", path, places[number], texts[0][:result])
            places[number] += result
