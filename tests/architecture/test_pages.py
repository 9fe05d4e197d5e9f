"""The pages that are generated from the code are up to date."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from deskctl.language.i18n import use_language

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """Load a script of `.ci` that generates pages."""
    spec = spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["operations_page", "keys_page"])
def test_a_reference_is_current(name: str, lang: str) -> None:
    """The pages of the operations and of the keys equal the output of their scripts, in both languages."""
    writer = script(name)
    try:
        assert writer.PAGES[lang].read_text(encoding="utf-8") == writer.page(lang)
    finally:
        use_language("en")


def test_every_clause_has_a_place() -> None:
    """The page of the clauses lists each clause once, with the places that implement it."""
    page = (ROOT / "docs" / "clauses.md").read_text(encoding="utf-8")
    rows = [line for line in script("clauses_page").page().splitlines() if line.startswith("| `S")]
    assert len(rows) == len({row.split("|")[1] for row in rows})
    assert [row for row in rows if row.endswith("|  |")] == []
    assert [row for row in rows if row.split("|")[1] not in page] == []
