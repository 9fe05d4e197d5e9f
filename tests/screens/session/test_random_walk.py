"""Random input: the console does not fail, loses no draft, records nothing by accident and returns to the queue."""

import os
from pathlib import Path
from typing import Any

import pytest
from random_walk import Walk

from deskctl.console.setup.first_desk import fill_desk
from deskctl.language.i18n import use_language
from deskctl.widgets.panes.queue_table import QueueTable

_STEPS = int(os.environ.get("WALK_STEPS", "60"))
_SEEDS = [int(seed) for seed in os.environ.get("WALK_SEEDS", "1,2").split(",")]
_DESK = {
    "firm": "样例", "me": "蒋例", "role": "service_manager", "hotline": "000-0009-0001", "person_1": "郑样",
    "role_1": "engineer", "person_2": "周例", "role_2": "hotline_technician", "person_3": "钱商", "role_3": "business",
    "customer": "砚秋示例医院", "site": "门诊楼", "contract": "HT-1", "caller": "曹试", "phone": "13800000302",
    "title": "护士站屏幕黑屏", "severity": "general",
}  # fmt: skip


@pytest.fixture
def own_desk(tmp_path: Path) -> str:
    """Return a small desk that was set up from scratch."""
    store = str(tmp_path / "own.db")
    fill_desk(store, dict(_DESK), None)
    return store


@pytest.mark.parametrize("seed", _SEEDS)
async def test_random_input_loses_nothing(
    own_desk: str, app_on: Any, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Random keys, words, pastes, clicks and sizes end no console and lose no draft."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-22T09:30:00+08:00")
    app = app_on(own_desk, actor=("HL1", "EN1", "MG1", "BS1")[seed % 4], lang="zh")
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            walk = Walk(app, pilot, own_desk, seed)
            await walk.settle()
            await walk.go(_STEPS)
            await walk.go_home()
    finally:
        use_language("en")


async def test_500_times_enter_or_escape(desk: str, app_on: Any) -> None:
    """Random Enter and Esc on the demo desk open several screens, record nothing and end on the first row."""
    app = app_on(desk)
    async with app.run_test(size=(60, 14)) as pilot:
        walk = Walk(app, pilot, desk, seed=1)
        await walk.settle()
        table = app.screen.query_one(QueueTable)
        before = walk.recorded()
        seen = await walk.go_in_and_out(500)
        await walk.go_home()
        assert table.chosen == table.numbers[0]
        assert walk.recorded() == before
        assert len(seen) > 1
