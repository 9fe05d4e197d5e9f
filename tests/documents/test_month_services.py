"""Services in the monthly report: what was promised beside what was done, also if nothing was recorded."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deskctl.cli.error_boundary import run

Call = Callable[..., tuple[int, str, str]]
CONTRACT = ("--no", "HT-1", "--maintenance-start", "2026-08-01", "--maintenance-end", "2027-07-31")


@pytest.fixture(scope="module")
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a desk with two customers since September, and one of two sites inspected with a finding."""
    folder = tmp_path_factory.mktemp("begun")
    record = ("inspection", "record", "IN-2026-09-S-0101", "--item")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        patch.setenv("DESKCTL_CONFIG", str(folder / "config.toml"))
        patch.setenv("DESKCTL_STORE", str(folder / "own.db"))
        patch.setenv("DESKCTL_LANG", "en")
        patch.setenv("DESKCTL_NOW", "2026-09-10T09:00:00+08:00")
        _run("init", "--firm", "F", "--me", "M", "--role", "service_manager")
        _run("staff", "add", "--name", "E", "--role", "engineer")
        for number, name in enumerate(("North", "South"), 1):
            _run("customer", "add", "--name", name)
            _run("contract", "add", "--customer", f"CUS-0{number}", *CONTRACT)
            _run("site", "add", "--customer", f"CUS-0{number}", "--name", f"{name} hall")
            _run("contact", "add", "--customer", f"CUS-0{number}", "--name", "P")
            _run("asset", "add", "--site", f"S-0{number}01", "--class", "server", "--name", "srv")
        patch.setenv("DESKCTL_ACTOR", "EN1")
        _run(*record, "server.cpu", "--value", "85")
        for item in ("server.power", "server.disk", "server.logs"):
            _run(*record, item, "--value", "ok")
        _run("inspection", "done", "IN-2026-09-S-0101")
    return folder / "own.db"


def _run(*words: str) -> None:
    assert run(words, lambda *_: None) == 0, words


@pytest.fixture
def own(new_desk: Path, tmp_path: Path, deskctl: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call deskctl on a copy of that desk."""
    monkeypatch.setenv("DESKCTL_STORE", str(shutil.copy(new_desk, tmp_path / "own.db")))
    monkeypatch.setenv("DESKCTL_LANG", "en")
    monkeypatch.setenv("DESKCTL_NOW", "2026-09-10T09:00:00+08:00")
    monkeypatch.setenv("DESKCTL_ACTOR", "EN1")
    return deskctl


def month(own: Call, monkeypatch: pytest.MonkeyPatch, name: str, *more: str) -> list[str]:
    """Return the lines of a month's report as exported on 10 November."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-10T09:00:00+08:00")
    code, out, err = own("month", "export", name, "--format", "md", "-o", "-", *more)
    assert code == 0, err
    return out.replace("\\", "").splitlines()


def test_missing_inspection_is_listed(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """S4-inspection: a site without a recorded inspection is listed as not done, also in its customer's report."""
    lines = month(own, monkeypatch, "2026-09")
    assert "| North | North hall | 2026-09-30 | 2026-09-10 09:00 | CPU peak: 85 % (attention) |" in lines
    assert "| South | South hall | 2026-09-30 | not done |  |" in lines
    assert "| South | South hall | 2026-10-31 | not done |  |" in month(
        own, monkeypatch, "2026-10", "--customer", "CUS-02"
    )


def test_next_services_are_those_of_the_following_month(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report lists the services of the following month, and for the current month also those still to come."""
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


def test_late_return_visit_is_listed_by_the_policy(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """S5.6-1: a return visit that is late by the interval of the policy is listed there, even if made since."""
    assert "| North | 2026-10-30 |" not in month(own, monkeypatch, "2026-09")
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-05T09:00:00+08:00")
    visited = ("return-visit", "record", "--customer", "CUS-01", "--how", "phone", "--with", "P-0101", "--no-changes")
    assert own(*visited)[0] == 0
    lines = month(own, monkeypatch, "2026-10")
    assert ("| North | 2026-10-30 |" in lines, "| South | 2026-10-30 |" in lines) == (True, True)
    lines = month(own, monkeypatch, "2026-11")
    assert ("| North | 2026-10-30 |" in lines, "| South | 2026-10-30 |" in lines) == (False, True)


def test_cancelled_services_are_not_missing(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A waived inspection and a cancelled training are listed as such and not as missing."""
    monkeypatch.setenv("DESKCTL_ACTOR", "MG1")
    drop = ("inspection", "drop", "IN-2026-09-S-0201", "--reason", "moving house", "--agreed-by", "P-0201")
    request = ("training", "add", "--customer", "CUS-02", "--topic", "print", "--requested-for", "2026-09-20 09:00")
    cancel = ("training", "cancel", "TR-001", "--by-contact", "P-0201", "--reason", "not needed")
    assert [own(*words)[0] for words in (drop, request, cancel)] == [0, 0, 0]
    lines = month(own, monkeypatch, "2026-09")
    assert "| South | South hall | 2026-09-30 | waived |  |" in lines
    assert "| South | print | cancelled |  | not yet |" in lines


def test_month_without_clocks_has_no_chart(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a decided promise the report has no chart of the attainment."""
    assert not any("Attainment by month" in line for line in month(own, monkeypatch, "2026-09"))
    code, out, _err = own("month", "show", "2026-09", "--json")
    assert (code, json.loads(out)["month"]) == (0, "2026-09")
