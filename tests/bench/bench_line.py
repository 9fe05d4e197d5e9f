"""Measure daily commands at a round trip of 30 ms: `python tests/bench/bench_line.py SOCKET NAME [RUNS]`.

SOCKET is the folder of a server's socket, NAME a test desk that contains the demo. A proxy delays data by 15 ms in each
direction; each command is timed with and without it alternately, and the best of RUNS counts.
"""

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

HALF = 0.015
_COMMANDS = {
    "ticket list": ["ticket", "list", "--limit", "20"],
    "ticket show": ["ticket", "show", "T-066"],
    "call log": ["call", "log", "T-066", "--summary", "asked", "--minutes", "5", "--actor", "LE1"],
    "ticket open": ["ticket", "open", "--contact", "P-0101", "--title", "no light", "--severity", "severe"],
}
_ACTOR = {"ticket open": ["--actor", "EN1"]}


async def _forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, turns: list[int], way: int) -> None:
    """Forward data with a delay, and note each change of direction, as that is a round trip."""
    loop = asyncio.get_running_loop()
    while data := await reader.read(1 << 16):
        if way == 0 and (not turns or turns[-1] != 0):
            turns.append(0)
        elif way == 1 and turns and turns[-1] != 1:
            turns.append(1)
        loop.call_later(HALF, writer.write, data)
    loop.call_later(HALF, writer.close)


class Line:
    """The proxy, which runs in a separate thread."""

    def __init__(self, socket: Path) -> None:
        self.turns: list[int] = []
        self.port = 0
        self._socket, self._is_ready = socket, threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()
        self._is_ready.wait()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._is_ready.set()
        await server.serve_forever()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_in, server_out = await asyncio.open_unix_connection(str(self._socket))
        await asyncio.gather(_forward(reader, server_out, self.turns, 0), _forward(server_in, writer, self.turns, 1))


def _seconds_of(address: str, words: list[str]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "deskctl", "--store", address, *words]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Print both times of each command, their ratio, and the round trips, including those of connecting."""
    folder, name = sys.argv[1:3]
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    line = Line(Path(folder) / ".s.PGSQL.5432")
    near = f"postgresql://owner@/{name}?host={folder}"
    far = f"postgresql://owner@127.0.0.1:{line.port}/{name}?sslmode=disable"
    for command, words in _COMMANDS.items():
        given = words + _ACTOR.get(command, [])
        times = []
        for _run in range(runs):
            line.turns.clear()
            times.append((_seconds_of(near, given), _seconds_of(far, given)))
        local, over = (min(column) for column in zip(*times, strict=True))
        trips = line.turns.count(0)
        print(
            f"{command}: {local:.2f} s, over the line {over:.2f} s: {over / local:.2f} x, {trips} round trips",
            flush=True,
        )


if __name__ == "__main__":
    main()
