"""Imported ids with numbers that are too large to continue from."""

import io
import json

import pytest
from workbench import Workbench

from deskctl.exchange.importing.desk_import import read_desk


@pytest.mark.parametrize("large", ["VN9223372036854775807", "VN99999999999999999999"])
def test_an_imported_id_with_too_many_digits(desk: Workbench, large: str) -> None:
    """New records get ids after the highest one of usual size."""
    record = {"type": "vendor", "id": large, "name": "x", "kind": "y", "support_phone": "000"}
    read_desk(io.BytesIO(json.dumps(record).encode()), desk.path)
    added = [str(desk.do("vendor.add", name=name, actor="MG1").action).partition("/")[0] for name in "ab"]
    assert large not in added
    assert [len(one) for one in added] == [3, 3]
