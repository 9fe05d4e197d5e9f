"""The light description of the records says what the models declare."""

import json
import runpy
from pathlib import Path

from deskctl.models.records import record, tables
from deskctl.models.tables import METADATA

ROOT = Path(__file__).resolve().parents[2]


def test_the_description_is_the_one_that_the_models_give() -> None:
    """`.ci/records` would write the very files that are there."""
    script = runpy.run_path(str(ROOT / ".ci" / "records"))
    assert script["FILE"].read_text(encoding="utf-8") == script["description"]()
    assert script["INDEXES"].read_text(encoding="utf-8") == script["indexes"]()


def test_each_record_has_the_columns_keys_and_defaults_of_its_model() -> None:
    """Whoever asks the light description hears what SQLAlchemy would say."""
    assert set(tables()) == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        described = record(name)
        assert described.names == tuple(column.name for column in table.columns)
        assert set(described.key) == {column.name for column in table.primary_key.columns}
        assert described.nullable == {column.name for column in table.columns if column.nullable}
        defaults = {column.name: column.default.arg if column.default else None for column in table.columns}
        assert json.dumps(described.blank()) == json.dumps(defaults)
