"""Care in the monthly report: what was promised beside what was done, also where nothing was recorded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., tuple[int, str, str]]
CONTRACT = ("--no", "HT-1", "--maintenance-start", "2026-08-01", "--maintenance-end", "2027-07-31")


@pytest.fixture
def own(tmp_path: Path, deskctl: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Give a desk of one's own: two customers since September, one site inspected of two, with a finding."""
    monkeypatch.setenv("DESKCTL_STORE", str(tmp_path / "own.db"))
    monkeypatch.setenv("DESKCTL_LANG", "en")
    monkeypatch.setenv("DESKCTL_NOW", "2026-09-10T09:00:00+08:00")
    deskctl("init", "--firm", "F", "--me", "M", "--role", "service_manager")
    deskctl("staff", "add", "--name", "E", "--role", "engineer")
    for number, name in enumerate(("North", "South"), 1):
        deskctl("customer", "add", "--name", name)
        deskctl("contract", "add", "--customer", f"CUS-0{number}", *CONTRACT)
        deskctl("site", "add", "--customer", f"CUS-0{number}", "--name", f"{name} hall")
        deskctl("contact", "add", "--customer", f"CUS-0{number}", "--name", "P")
        deskctl("asset", "add", "--site", f"S-0{number}01", "--class", "server", "--name", "srv")
    monkeypatch.setenv("DESKCTL_ACTOR", "EN1")
    record = ("inspection", "record", "IN-2026-09-S-0101", "--item")
    deskctl(*record, "server.cpu", "--value", "85")
    for item in ("server.power", "server.disk", "server.logs"):
        deskctl(*record, item, "--value", "ok")
    assert deskctl("inspection", "done", "IN-2026-09-S-0101")[0] == 0
    return deskctl


def month(own: Call, monkeypatch: pytest.MonkeyPatch, name: str, *more: str) -> list[str]:
    """Export a month as it is read on 10 November, and give its lines."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-10T09:00:00+08:00")
    code, out, err = own("month", "export", name, "--format", "md", "-o", "-", *more)
    assert code == 0, err
    return out.replace("\\", "").splitlines()


def test_what_was_promised_and_not_done_is_listed(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """S4-inspection: a site of which nothing was recorded stands as not done, in its own customer's report too."""
    lines = month(own, monkeypatch, "2026-09")
    assert "| North | North hall | 2026-09-30 | 2026-09-10 09:00 | CPU peak: 85 % (attention) |" in lines
    assert "| South | South hall | 2026-09-30 | not done |  |" in lines
    assert "| South | South hall | 2026-10-31 | not done |  |" in month(
        own, monkeypatch, "2026-10", "--customer", "CUS-02"
    )


def test_what_comes_next_is_that_of_the_month_after(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what was left undone before; for the month that runs, what is still to come in it as well."""
    october = [line for line in month(own, monkeypatch, "2026-09") if "2026-10-" in line and "hall" in line]
    assert october == [
        "| Inspection | North | North hall | 2026-10-31 |", "| Inspection | South | South hall | 2026-10-31 |",
    ]  # fmt: skip
    november = [line for line in month(own, monkeypatch, "2026-10") if "Inspection" in line and "hall" in line]
    assert november == [line.replace("2026-10-31", "2026-11-30") for line in october]
    lines = month(own, monkeypatch, "2026-11", "--customer", "CUS-01")
    assert [line for line in lines if line.startswith("| Inspection | North")] == [
        "| Inspection | North | North hall | 2026-11-30 |", "| Inspection | North | North hall | 2026-12-31 |",
    ]  # fmt: skip


def test_a_return_visit_that_was_late_is_named_without_an_interval_of_its_own(
    own: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S5.6-1: 90 days after maintenance began, by the policy; made since, it was still late then."""
    assert "| North | 2026-10-30 |" not in month(own, monkeypatch, "2026-09")
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-05T09:00:00+08:00")
    visited = ("return-visit", "record", "--customer", "CUS-01", "--how", "phone", "--with", "P-0101", "--no-changes")
    assert own(*visited)[0] == 0
    lines = month(own, monkeypatch, "2026-10")
    assert ("| North | 2026-10-30 |" in lines, "| South | 2026-10-30 |" in lines) == (True, True)
    lines = month(own, monkeypatch, "2026-11")
    assert ("| North | 2026-10-30 |" in lines, "| South | 2026-10-30 |" in lines) == (False, True)


def test_what_was_called_off_is_not_undone(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """An inspection left out with the customer's word, and a training that he cancelled."""
    monkeypatch.setenv("DESKCTL_ACTOR", "MG1")
    drop = ("inspection", "drop", "IN-2026-09-S-0201", "--reason", "moving house", "--agreed-by", "P-0201")
    asked = ("training", "add", "--customer", "CUS-02", "--topic", "print", "--requested-for", "2026-09-20 09:00")
    cancel = ("training", "cancel", "TR-001", "--by-contact", "P-0201", "--reason", "not needed")
    assert [own(*words)[0] for words in (drop, asked, cancel)] == [0, 0, 0]
    lines = month(own, monkeypatch, "2026-09")
    assert "| South | South hall | 2026-09-30 | waived |  |" in lines
    assert "| South | print | cancelled |  | not yet |" in lines


def test_no_chart_shows_nothing(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a promise decided there is no attainment to draw."""
    assert not any("Attainment by month" in line for line in month(own, monkeypatch, "2026-09"))
    code, out, _err = own("month", "show", "2026-09", "--json")
    assert (code, json.loads(out)["month"]) == (0, "2026-09")
