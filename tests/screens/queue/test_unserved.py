"""The header warns if the desk has a mailbox or an outgoing server but no worker that fetches and sends."""

from pathlib import Path
from typing import Any

import pytest

from deskctl import clock
from deskctl.desk.worker_state import WorkerState, worker_lock, write_state
from deskctl.widgets.panes.line_pane import LinePane

WARNING = "deskctl serve"


@pytest.fixture(autouse=True)
def _outgoing_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[mail.out]\nsmtp = "smtps://mail.example.com"\nfrom = "d@firm.example.com"\n', encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))


async def test_header_warns_without_a_worker(desk: str, app_on: Any, until: Any) -> None:
    """The header warns if no worker serves the desk."""
    app = app_on(desk)
    async with app.run_test(size=(160, 48)) as pilot:
        await until(pilot, lambda: WARNING in app.screen.query_one("#header", LinePane).text)


async def test_header_has_no_warning_with_a_worker(desk: str, app_on: Any, until: Any) -> None:
    """The header has no warning while a worker reports that it is running."""
    with worker_lock(desk) as file:
        write_state(file, WorkerState("host", 1, beat=clock.now().isoformat()))
        app = app_on(desk)
        async with app.run_test(size=(160, 48)) as pilot:
            await until(pilot, lambda: "late" in app.screen.query_one("#header", LinePane).text)
            await until(pilot, lambda: app.screen._counts)  # noqa: SLF001 - the counts were read
            assert WARNING not in app.screen.query_one("#header", LinePane).text
