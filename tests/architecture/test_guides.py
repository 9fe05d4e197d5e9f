"""The pages written by hand name only folders, files and identifiers that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "deskctl"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_every_package_is_in_the_architecture_guide() -> None:
    """Each folder of the package is listed in the table of the architecture guide."""
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {name for name in folders if f"`{name}/`" not in ARCHITECTURE} == set()


def test_every_layer_is_in_the_architecture_guide() -> None:
    """The layers in the guide are those of the import contracts, in the same order."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^layers = \[\n(.*?)^\]", contracts, re.DOTALL | re.MULTILINE)
    drawn = re.search(r"```\n(__main__ > .*?)```", ARCHITECTURE, re.DOTALL)
    assert listed is not None
    assert drawn is not None
    assert " ".join(drawn[1].split()).split(" > ") == re.findall(r'"(.+?)"', listed[1])


def test_the_architecture_guide_names_files_that_exist() -> None:
    """Each file and each module that the guide names exists."""
    files = re.findall(r"`((?:\w+/)*\w+\.py)`", ARCHITECTURE)
    modules = re.findall(
        r"`((?:cli|console|screens|widgets|documents|operations|queries|desk|store|sla)(?!\.py`)(?:\.\w+)+)`",
        ARCHITECTURE,
    )
    paths = [*PACKAGE.rglob("*.py")]
    assert files
    assert modules
    assert [name for name in files if not any(str(path).endswith(f"/{name}") for path in paths)] == []
    assert [name for name in modules if not _exists(name)] == []


def _exists(module: str) -> bool:
    """Return whether a dotted name is a folder, a file, or a name within a file."""
    path = PACKAGE.joinpath(*module.split("."))
    if path.is_dir() or path.with_suffix(".py").exists():
        return True
    file = path.parent.with_suffix(".py")
    return file.exists() and re.search(rf"\b(?:def|class) {path.name}\b", file.read_text(encoding="utf-8")) is not None


def test_the_glossary_names_identifiers_that_exist() -> None:
    """Each identifier of the glossary occurs in the code or in a policy."""
    sources = [*PACKAGE.rglob("*.py"), *(ROOT / "data" / "policies").glob("*.toml")]
    words = set(re.findall(r"\w+", "\n".join(path.read_text(encoding="utf-8") for path in sources)))
    cells = [line.split("|")[-3] for line in GLOSSARY.replace("\\|", " ").splitlines() if line.startswith("| ")]
    named = set(re.findall(r"\w{2,}", " ".join(re.findall(r"`([^`]+)`", " ".join(cells)))))
    assert len(named) > 90
    assert named - words == set()
