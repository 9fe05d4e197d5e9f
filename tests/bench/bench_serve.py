"""Run `deskctl serve` for two hours with a real mailbox: `python tests/bench/bench_serve.py [MINUTES [SECONDS]]`.

A mail arrives every SECONDS (15) and is answered, a ticket is opened every minute, and the mail server is stopped and
started five times. Each minute the memory of the worker and its children is printed. At the end each mail must be in
the store once, and each message with the state "sent" must have reached its recipient once. Needs Linux (/proc) and
dovecot.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("mail", "notify")]

from dovecot import PASSWORD, USER, Dovecot, dovecot  # noqa: E402 - located in the tests of mail
from smtp_sink import Sink, running  # noqa: E402 - located in the tests of messages

STOPS, DOWN, ALLOWED_GROWTH = 5, 60, 3.0
SETTINGS = """
[mail.out]
smtp = "smtp://127.0.0.1:{smtp}"
from = "Service desk <service@desk.example.com>"
answer = "always"
[mail.account.service]
imap = "imap://{user}@localhost:{port}"
password_file = "password"
since = "all"
addresses = ["service@desk.example.com"]
"""
MAIL = (
    "From: A <a{number}@cus01.example.com>\r\nTo: service@desk.example.com\r\n"
    "Message-ID: <{number}@cus01.example.com>\r\n"
    "Subject: n{number}\r\nDate: {date}\r\n\r\nprinter {number} is on fire\r\n{filling}"
)


@dataclass
class Day:
    """The mails that wait or arrived, and the measured memory."""

    folder: Path
    server: Dovecot
    waiting: list[int] = field(default_factory=list)
    arrived: int = 0
    memory: list[tuple[float, float, int]] = field(default_factory=list)

    def deskctl(self, *words: str) -> Any:
        """Run a command, and return the rows of its answer."""
        command = [sys.executable, "-m", "deskctl", *words, "--jsonl"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.stderr:
            print(words[:2], done.stderr.strip()[-300:], flush=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def deliver(self) -> None:
        """Deliver the waiting mails to the server; those that it does not accept continue to wait."""
        from imapclient import IMAPClient

        if self.server.process is None or not self.waiting:
            return
        client = IMAPClient("localhost", port=self.server.port, ssl=False, timeout=20)
        client.plain_login(USER, PASSWORD)
        while self.waiting:
            number = self.waiting[0]
            filling = "line of an error log, as customers send them\r\n" * (number * 37 % 400)
            date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
            client.append("INBOX", MAIL.format(number=number, date=date, filling=filling).encode())
            self.waiting.pop(0)
            self.arrived += 1
        client.logout()

    def measure(self, process: int) -> None:
        """Record and print the memory of the worker and of its children."""
        tasks = Path(f"/proc/{process}/task")
        children = [child for task in tasks.iterdir() for child in (task / "children").read_text().split()]
        own, others = resident(process), sum(resident(int(child)) for child in children)
        threads = len(list(tasks.iterdir()))
        self.memory.append((own, others, threads))
        print(f"{time.strftime('%H:%M:%S')} {len(self.memory):4} worker {own:.1f} MB, {len(children)} children", end="")
        files = len(list(Path(f"/proc/{process}/fd").iterdir()))
        print(f" {others:.1f} MB, {threads} threads, {files} files, {self.arrived} mails", flush=True)


def resident(process: int) -> float:
    """Return the memory of a process in MB."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def live(day: Day, worker: int, minutes: float, seconds: float) -> None:
    """Deliver mails, and stop and start the server, until the time is over."""
    length = minutes * 60
    begun, number, next_mail, next_note = time.monotonic(), 0, 0.0, 0.0
    stops = [length * (part + 1) / (STOPS + 1) for part in range(STOPS)]
    down = min(DOWN, length / (STOPS + 1) / 3)
    while (passed := time.monotonic() - begun) < length:
        if stops and day.server.process is not None and passed >= stops[0]:
            day.server.stop()
            print("the mail server is stopped", flush=True)
        if stops and day.server.process is None and passed >= stops[0] + down:
            day.server.start()
            stops.pop(0)
            print("the mail server is started", flush=True)
        if passed >= next_mail:
            number, next_mail = number + 1, next_mail + seconds
            day.waiting.append(number)
            day.deliver()
        if passed >= next_note:
            next_note += 60
            day.measure(worker)
            day.deskctl(
                "ticket", "open", "--contact", "P-0101", "--title", f"call {next_note:.0f}", "--severity", "general"
            )
        time.sleep(0.2)
    day.deliver()
    time.sleep(30)
    day.measure(worker)


def check(day: Day, sink: Sink) -> list[str]:
    """Return the faults of the run."""
    return [*check_mails(day), *check_messages(day, sink), *check_memory([own for own, *_others in day.memory])]


def check_mails(day: Day) -> list[str]:
    """Count the mails; return a fault unless each is in the store once."""
    stored = Counter(row["subject"] for row in day.deskctl("mail", "list", "--state", "all"))
    sent = [f"n{number}" for number in range(1, day.arrived + 1)]
    lost, duplicate = [name for name in sent if not stored[name]], [name for name in sent if stored[name] > 1]
    print(f"{day.arrived} mails: {len(lost)} lost, {len(duplicate)} duplicate")
    return [f"lost: {lost}"] * bool(lost) + [f"duplicate: {duplicate}"] * bool(duplicate)


def check_messages(day: Day, sink: Sink) -> list[str]:
    """Count the messages; return a fault unless each sent message has reached its recipient once."""
    rows = day.deskctl("outbox", "list", "--state", "all")
    sent = sum(row["state"] == "sent" for row in rows)
    arrived = Counter(re.findall(rb"\nMessage-ID: *(\S+)", b"".join(raw for _from, _to, raw in sink.accepted)))
    twice = sum(count > 1 for count in arrived.values())
    print(
        f"{len(rows)} messages {dict(Counter(row['state'] for row in rows))}: "
        f"{len(sink.accepted)} arrived, {twice} twice"
    )
    wrong = [f"{twice} messages arrived twice"] * bool(twice)
    return wrong + [f"{sent} messages are marked as sent, {len(sink.accepted)} arrived"] * (sent != len(sink.accepted))


def check_memory(own: list[float]) -> list[str]:
    """Compare the memory of the second half with that of the first half after its start; return a fault if it grew."""
    early, late = max(own[len(own) // 10 : len(own) // 2] or own), max(own[len(own) // 2 :])
    print(
        f"memory of the worker: {own[0]:.1f} MB at first, at most {early:.1f} MB in the first half, {late:.1f} MB later"
    )
    return ["the memory grows"] * (late - early > ALLOWED_GROWTH)


def main() -> int:
    """Run the worker, and print the result."""
    minutes, seconds = [*map(float, sys.argv[1:]), *(120.0, 15.0)[len(sys.argv) - 1 :]]
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="deskctl-serve-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server, sink = stack.enter_context(dovecot()), stack.enter_context(running(Sink()))
        (folder / "settings.toml").write_text(SETTINGS.format(smtp=sink.port, user=USER, port=server.port))
        (folder / "password").write_text(PASSWORD)
        os.environ |= {"DESKCTL_CONFIG": str(folder / "settings.toml"), "DESKCTL_STORE": str(folder / "desk.db")}
        os.environ |= {"HOME": str(folder), "DESKCTL_ACTOR": "MG1", "DESKCTL_LANG": "en"}
        day = Day(folder, server)
        folder.chmod(0o755)
        day.deskctl("import", str(Path(__file__).parents[2] / "data" / "demo.jsonl"))
        for name in ("MG1", "LE1", "LE2", "EN1", "EN2", "EN3", "EN4"):
            day.deskctl("staff", "edit", name, "--email", f"{name.lower()}@desk.example.com")
        with (folder / "log").open("wb") as log:
            worker = subprocess.Popen([sys.executable, "-m", "deskctl", "serve"], stderr=log, stdout=log)
        try:
            time.sleep(3)
            live(day, worker.pid, minutes, seconds)
            print(day.deskctl("serve", "status"))
        finally:
            worker.terminate()
            print("the worker ended with", worker.wait(timeout=60), (folder / "log").read_text()[-2000:])
        wrong = check(day, sink)
    print(*(wrong or ["nothing lost, nothing duplicated, memory constant"]), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
