"""Calls of deskctl on a terminal, each in a process of its own in which the libraries are loaded already."""

import json
import os
import struct
import subprocess
import sys
from functools import cache

from calling import NOW

_RUN_CALLS = """
import json, os, rich.console, rich.markup, rich.table, rich.text, sqlite3, sys, traceback, typer
import deskctl.cli.error_boundary, deskctl.cli.output.tables, deskctl.cli.root, deskctl.store.open

def call(words, environment, folder, terminal):
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for standard in range(3):
        os.dup2(terminal, standard)
    sys.argv[1:] = words
    sys.stdin, sys.stdout, sys.stderr = (open(n, "w" if n else "r", encoding="utf-8") for n in range(3))
    from deskctl.__main__ import main
    main()

for line in sys.stdin:
    *given, name = json.loads(line)
    terminal = os.open(name, os.O_RDWR | os.O_NOCTTY)
    print("opened", flush=True)
    if (child := os.fork()) == 0:
        try:
            call(*given, terminal)
        except SystemExit:
            pass
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
    os.close(terminal)
    os.waitpid(child, 0)
"""


@cache
def _caller() -> "subprocess.Popen[str]":
    """Start the process that runs calls; it ends with this one, which closes its stdin."""
    return subprocess.Popen(
        [sys.executable, "-c", _RUN_CALLS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def on_terminal(*words: object, columns: int = 120, **environment: str) -> str:
    """Run deskctl on a terminal and return what it shows."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {**os.environ, "DESKCTL_NOW": NOW, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **environment}
    for name in {"NO_COLOR", "COLUMNS", "LINES"} - set(environment):
        env.pop(name, None)
    caller = _caller()
    print(json.dumps([[*map(str, words)], env, os.getcwd(), os.ttyname(theirs)]), file=caller.stdin, flush=True)  # noqa: PTH109
    assert caller.stdout is not None
    assert caller.stdout.readline() == "opened\n"
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    return shown.decode("utf-8")
