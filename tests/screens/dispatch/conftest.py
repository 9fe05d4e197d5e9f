"""A desk built from scratch by operations: staff, a customer with two sites, and two open tickets."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.sqlite.create import create_store

DEMO_NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")
STEPS: Sequence[tuple[str, str | None, Mapping[str, Any]]] = (
    ("staff.add", None, {"name": "周例", "role": "service_manager"}),
    ("staff.add", "MG1", {"name": "吴试", "role": "hotline_technician"}),
    ("staff.add", "MG1", {"name": "蒋例", "role": "lead_engineer", "skills": ["综合"]}),
    ("staff.add", "MG1", {"name": "郑样", "role": "engineer", "skills": ["服务器", "存储"]}),
    ("staff.add", "MG1", {"name": "王演", "role": "engineer", "skills": ["网络"]}),
    ("staff.add", "MG1", {"name": "何开", "role": "developer", "skills": ["ERP"]}),
    ("customer.add", "MG1", {"name": "砚秋示例医院"}),
    ("site.add", "MG1", {"customer": "CUS-01", "name": "门诊楼机房", "travel_minutes": 30}),
    ("site.add", "MG1", {"customer": "CUS-01", "name": "住院楼", "travel_minutes": 35}),
    ("contact.add", "MG1", {"customer": "CUS-01", "name": "孔例", "phone": "000-0002-0301"}),
    ("asset.add", "MG1", {"site": "S-0101", "asset_class": "server", "name": "HIS 服务器"}),
    (
        "contract.add",
        "MG1",
        {
            "customer": "CUS-01",
            "no": "HT-1",
            "maintenance_start": "2026-07-01",
            "maintenance_end": "2027-06-30",
        },
    ),
    (
        "ticket.open",
        "HL1",
        {
            "contact": "P-0101",
            "title": "HIS 存储链路中断",
            "severity": "catastrophic",
            "assets": ["A-0101"],
            "channel": "phone",
        },
    ),
    (
        "ticket.open",
        "HL1",
        {
            "contact": "P-0101",
            "title": "打印机不出纸",
            "severity": "general",
            "site": "S-0102",
            "channel": "phone",
        },
    ),
)


@pytest.fixture
def do(watch: Any) -> Callable[..., Any]:
    """Return a function that records an operation with values as a script would."""

    def step(store: str, name: str, actor: str | None, values: Mapping[str, Any], ticket: int | None = None) -> Any:
        operation = build(find(*name.split(".")), dict(values))
        return perform(store, operation, ticket, RequestContext(now=watch(), actor=actor))

    return step


@pytest.fixture(scope="session")
def own_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the desk that no test writes to."""
    path = tmp_path_factory.mktemp("own") / "own.db"
    create_store(str(path), with_records=True)
    for name, actor, values in STEPS:
        operation = build(find(*name.split(".")), dict(values))
        perform(str(path), operation, None, RequestContext(now=DEMO_NOW, actor=actor))
    return path


@pytest.fixture
def own_desk(own_template: Path, tmp_path: Path) -> str:
    """Return a copy of the desk."""
    return str(shutil.copy(own_template, tmp_path / "own.db"))


@pytest.fixture
def tomorrow(watch: Any) -> Callable[[int], datetime]:
    """Return a function that returns an hour of tomorrow."""
    return lambda hour: (watch() + timedelta(days=1)).replace(hour=hour, minute=0)


@pytest.fixture
def planned(own_desk: str, do: Any, tomorrow: Callable[[int], datetime]) -> str:
    """Plan a visit of the first engineer tomorrow, a Monday, and return the desk."""
    do(own_desk, "visit.plan", "LE1", {"planned_at": tomorrow(9), "until": tomorrow(11), "engineers": ["EN1"]}, 1)
    return own_desk
