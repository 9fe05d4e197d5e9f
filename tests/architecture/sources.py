"""Facts about the Python files for the tests of this folder; each file is parsed once for all of them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_MARKERS = {"_": 1, "N_": 1, "counted": 2, "NN_": 2}
"""The functions that mark texts, with the number of texts that each takes."""
_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_READ = frozenset({*_WITH_DOCSTRING, ast.Constant, ast.Call, ast.ImportFrom})
_PLAIN = frozenset({"arg", "attr", "ctx", "id", "kind", "name", "op", "ops", "type_comment"})
"""The fields that contain no node of `_READ`."""


class Function(NamedTuple):
    """A function or a method."""

    name: str
    lines: int
    has_docstring: bool


class Text(NamedTuple):
    """A string in the code, docstrings included."""

    line: int
    value: str
    is_docstring: bool


class Source(NamedTuple):
    """A Python file."""

    functions: list[Function]
    classes: dict[str, list[str]]
    """Each class with the names of its bases."""
    imported: dict[str, tuple[str, str]]
    """Each name that is imported from a module, with the module and the name there."""
    texts: list[Text]
    marked: set[str]
    """The texts of all calls of `_`, `N_`, `counted` and `NN_`."""


@cache
def source(path: Path) -> Source:
    """Return the facts about a file."""
    found = Source([], {}, {}, [], set())
    docstrings: set[int] = set()
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, _WITH_DOCSTRING) and node.body and isinstance(node.body[0], ast.Expr):
            docstrings.add(id(node.body[0].value))
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                found.texts.append(Text(node.lineno, node.value, id(node) in docstrings))
        elif isinstance(node, ast.Call):
            found.marked.update(_marked(node))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            found.functions.append(Function(node.name, lines, bool(ast.get_docstring(node, clean=False))))
        elif isinstance(node, ast.ClassDef):
            plain = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
            found.classes[node.name] = [base.id for base in plain if isinstance(base, ast.Name)]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.imported.update({alias.asname or alias.name: (node.module, alias.name) for alias in node.names})
    return found


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that are read, in the order of `ast.walk`, which takes more than twice as long."""
    nodes = [tree]
    for node in nodes:
        if type(node) in _READ:
            yield node
        for name in _fields(type(node)):
            below = getattr(node, name, None)
            if isinstance(below, list):
                nodes += [one for one in below if isinstance(one, ast.AST)]
            elif isinstance(below, ast.AST) and type(below) is not ast.Name:
                nodes.append(below)


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    return () if kind in {ast.Constant, ast.Name} else tuple(name for name in kind._fields if name not in _PLAIN)


def _marked(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id in _MARKERS:
        for text in call.args[: _MARKERS[call.func.id]]:
            if isinstance(text, ast.Constant):
                yield str(text.value)
