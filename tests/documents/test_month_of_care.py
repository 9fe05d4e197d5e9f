"""Care in the monthly report: what was promised beside what was done, also where nothing was recorded."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from deskctl.cli.error_boundary import run

Call = Callable[..., tuple[int, str, str]]
CONTRACT = ("--no", "HT-1", "--maintenance-start", "2026-08-01", "--maintenance-end", "2027-07-31")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a desk: two customers since September, one site inspected of two, with a finding."""
    folder = tmp_path_factory.mktemp("begun")
    record = ("inspection", "record", "IN-2026-09-S-0101", "--item")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder))
        patch.setenv("DESKCTL_CONFIG", str(folder / "config.toml"))
        patch.setenv("DESKCTL_STORE", str(folder / "own.db"))
        patch.setenv("DESKCTL_LANG", "en")
        patch.setenv("DESKCTL_NOW", "2026-09-10T09:00:00+08:00")
        _done("init", "--firm", "F", "--me", "M", "--role", "service_manager")
        _done("staff", "add", "--name", "E", "--role", "engineer")
        for number, name in enumerate(("North", "South"), 1):
            _done("customer", "add", "--name", name)
            _done("contract", "add", "--customer", f"CUS-0{number}", *CONTRACT)
            _done("site", "add", "--customer", f"CUS-0{number}", "--name", f"{name} hall")
            _done("contact", "add", "--customer", f"CUS-0{number}", "--name", "P")
            _done("asset", "add", "--site", f"S-0{number}01", "--class", "server", "--name", "srv")
        patch.setenv("DESKCTL_ACTOR", "EN1")
        _done(*record, "server.cpu", "--value", "85")
        for item in ("server.power", "server.disk", "server.logs"):
            _done(*record, item, "--value", "ok")
        _done("inspection", "done", "IN-2026-09-S-0101")
    return folder / "own.db"


def _done(*words: str) -> None:
    assert run(words, lambda *_reported: None) == 0, words


@pytest.fixture
def own(begun: Path, tmp_path: Path, deskctl: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call deskctl on a copy of that desk."""
    monkeypatch.setenv("DESKCTL_STORE", str(shutil.copy(begun, tmp_path / "own.db")))
    monkeypatch.setenv("DESKCTL_LANG", "en")
    monkeypatch.setenv("DESKCTL_NOW", "2026-09-10T09:00:00+08:00")
    monkeypatch.setenv("DESKCTL_ACTOR", "EN1")
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
