"""SQL stands where the store is asked and kept, and nowhere else."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "deskctl"
HOMES = ("queries", "store", "exchange")
_SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|SELECT\s+(1|count|max|coalesce)\b|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\S+\s+SET"
    r"|DELETE\s+FROM|SAVEPOINT|ROLLBACK|RELEASE|PRAGMA|CREATE\s+(TABLE|INDEX|TRIGGER))\b",
    re.DOTALL,
)


def _sql_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [f"{path.name}:{text.lineno}" for text in texts if id(text) not in docs and _SQL.search(text.value)]


def _files(root: Path, homes: tuple[str, ...]) -> list[Path]:
    found = ((path, path.relative_to(root)) for path in sorted(root.rglob("*.py")))
    return [path for path, name in found if name.parts[0] not in homes]


def test_no_sql_outside_queries_store_and_exchange() -> None:
    """Operations, screens, commands and documents ask `queries`; the desk writes through the store's port."""
    assert [place for path in _files(SOURCE, HOMES) for place in _sql_in(path)] == []


def test_the_search_for_sql_finds_it() -> None:
    """Where SQL belongs there is some: the pattern is not blind."""
    assert sum(bool(_sql_in(path)) for path in (SOURCE / "queries").rglob("*.py")) > 30
