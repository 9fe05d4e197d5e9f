"""The generated descriptions of records and operations, and the shapes of the exchange file, match the models."""

import json
import runpy
from pathlib import Path

import pytest

from deskctl.exchange.shapes.fields import Shape
from deskctl.exchange.shapes.kinds import FLAG
from deskctl.exchange.shapes.record_shapes import POLICY, RECORD_SHAPES, STEP_KEY
from deskctl.models.records import record, tables

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("models")  # only the worker of this group loads SQLAlchemy, which is slow


def test_the_descriptions_match_models_and_operations() -> None:
    """The generated files equal the output of `.ci/records`."""
    script = runpy.run_path(str(ROOT / ".ci" / "records"))
    assert script["FILE"].read_text(encoding="utf-8") == script["description"]()
    assert script["INDEXES"].read_text(encoding="utf-8") == script["indexes"]()
    assert script["HELPS"].read_text(encoding="utf-8") == script["helps"]()
    assert script["ON_TICKET"].read_text(encoding="utf-8") == script["on_ticket"]()
    assert script["READINGS"].read_text(encoding="ascii") == script["readings"]()
    assert script["file"].SCHEMA.read_text(encoding="utf-8") == script["schema"]()
    assert script["server"].SCHEMA.read_text(encoding="utf-8") == script["server_schema"]()


def test_each_record_has_the_columns_keys_and_defaults_of_its_model() -> None:
    """The generated description of each table equals the one of SQLAlchemy."""
    from deskctl.models.tables import METADATA

    assert set(tables()) == set(METADATA.tables)
    for name, table in METADATA.tables.items():
        described = record(name)
        assert described.names == tuple(column.name for column in table.columns)
        assert set(described.key) == {column.name for column in table.primary_key.columns}
        assert described.nullable == {column.name for column in table.columns if column.nullable}
        defaults = {column.name: column.default.arg if column.default else None for column in table.columns}
        assert json.dumps(described.blank()) == json.dumps(defaults)


NOT_EXPORTED = frozenset({"origin", "lease"})
"""Columns that only concern this store: which records came with deskctl, which worker is sending a message."""


@pytest.mark.parametrize("shape", [*RECORD_SHAPES.values(), POLICY, STEP_KEY], ids=lambda shape: shape.noun)
def test_a_record_is_exported_with_every_column_of_its_model(shape: Shape) -> None:
    """Each column of a model is also in the exchange file, and a boolean column is a flag there."""
    columns = [column for column in record(shape.stored_in).columns if column.name not in NOT_EXPORTED]
    assert {column.name for column in columns} == set(shape.columns)
    flags = {field.stored_as for field in shape.fields if field.kind is FLAG}
    assert flags == {column.name for column in columns if column.type == "BOOLEAN"}
    refers = {column.name: column.to.partition(".")[0] for column in columns if column.to}
    named = {field.stored_as: field.to for field in shape.fields if field.to}
    assert {name: to for name, to in refers.items() if to not in named.get(name, ())} == {}
