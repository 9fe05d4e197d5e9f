"""The pages that are made from the code are those of the code."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from deskctl.i18n import use_language

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script() -> ModuleType:
    """Load the script that writes the pages of the operations."""
    spec = spec_from_file_location("operations_page", ROOT / ".ci" / "operations_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_reference_of_the_operations_is_current(script: ModuleType, lang: str) -> None:
    """Both pages say what `.ci/operations_page.py` would write now."""
    try:
        assert script.PAGES[lang].read_text(encoding="utf-8") == script.page(lang)
    finally:
        use_language("en")
