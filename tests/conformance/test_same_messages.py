"""The worker sends and receives the same messages on both engines: alarms, digests, reminders."""

import json
import re
from datetime import datetime
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from both_engines import Both
from smtp_sink import Sink, running
from timed_desk import SETTINGS, TimedDesk

from deskctl.exchange.desk_export import write_desk
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.messages.mail_json import list_mails
from deskctl.queries.messages.outbox_json import list_outbox, show_outbox
from deskctl.store.port import Reader

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

_CONTROL = re.compile(r"\\+u00(00|1a)")
"""A file stores the NUL of a mail unchanged; no text of a server can contain one."""
_NIGHT = datetime.fromisoformat("2026-11-23T03:00:00+08:00")
_ANSWER = "From: {who}@desk.example.com\nSubject: re\nMessage-ID: <r@d>\nIn-Reply-To: {message}\n\n收到\n"
_NEWS = "From: s.chen@example.com\nTo: service@desk.example.com\nSubject: no light\nMessage-ID: <n@d>\n\nIt is off.\0\n"


def _night(desk: TimedDesk) -> None:
    """Raise an alarm at night that the lead on call answers by mail, and receive a mail with a NUL in it."""
    for staff in ("SE1", "LE1", "LE2", "MG1", "BS1"):
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")
    desk.do(
        "ticket.open", actor="HL1", contact="P-0301", title="存储全部中断", severity="catastrophic", owner="SE1",
        level="full_urgent", catalog="B",
    )  # fmt: skip
    for _minute in range(7):
        desk.send()
        desk.later(minutes=1)
    alarm = next(row for row in desk.outbox() if row["staff"] in {"LE1", "LE2"} and row["state"] == "sent")
    message = desk.outbox(alarm["outbox"])["message_id"]
    desk.receive(_ANSWER.format(who=alarm["staff"].lower(), message=message).encode())
    desk.receive(_NEWS.encode())


def _days(desk: TimedDesk) -> None:
    """Let two weeks pass, with digests in the morning and reminders of an overdue reply."""
    desk.do("contact.edit", id="P-0401", email="p0401@example.com")
    desk.do("report.send", 64, by="mail")
    for _half_a_day in range(28):
        desk.later(hours=12)
        desk.send()


def _messages(conn: Reader) -> list[dict[str, Any]]:
    """Return all messages of the outbox, each with everything that is shown of it."""
    listed = list_outbox(conn, _NIGHT.tzinfo, states=ValueFilter(("all",)))
    return [show_outbox(conn, row["outbox"], _NIGHT.tzinfo) for row in listed]


def _story(store: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Play a night and two weeks; return the messages and the export of the desk."""
    tokens = count()
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(tokens):0{2 * size}}")
    with running(Sink()) as sink:
        folder.mkdir()
        (folder / "settings.toml").write_text(SETTINGS.format(port=sink.port, folder=folder), "utf-8")
        monkeypatch.setenv("DESKCTL_CONFIG", str(folder / "settings.toml"))
        desk = TimedDesk(store, sink, folder, _NIGHT)
        _night(desk)
        _days(desk)
        exported = StringIO()
        write_desk(store, exported)
        return {
            "outbox": desk.ask(_messages),
            "mails": desk.ask(lambda conn: list_mails(conn, 0, _NIGHT.tzinfo)),
            "desk": exported.getvalue().splitlines(),
            "taken": len(sink.accepted),
        }


def test_a_worker_on_both_engines(own_demo: Both, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both engines send the same messages at the same times, receive the same mails and record the same facts."""
    file, server = (
        _story(store, tmp_path / name, monkeypatch)
        for name, store in (("file", own_demo.file), ("server", own_demo.server))
    )
    kinds = {one["kind"] for one in file["outbox"]}
    assert {"digest", "escalation", "number", "report", "ask_satisfaction"} <= kinds
    assert "u0000" in json.dumps(file["desk"])
    for part in file:
        assert _CONTROL.sub("", json.dumps(server[part])) == _CONTROL.sub("", json.dumps(file[part])), part
