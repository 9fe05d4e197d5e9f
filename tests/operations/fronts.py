"""The same desk through each interface: batch lines, commands and the console."""

import io
import json
import os
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from workbench import NOW, Workbench, who_may

from deskctl import errors
from deskctl.cli.error_boundary import run
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.framework.request_context import RequestContext
from deskctl.operations.perform import OperationResult
from deskctl.screens.session.step_runner import Performed, Step, perform_step

_ERRORS = {
    kind.kind: kind for kind in (errors.Refused, errors.Usage, errors.NotFound, errors.BadData, errors.StoreUnusable)
}


class Batch(Workbench):
    """A workbench that performs each operation as a line of a batch."""

    def do(self, name: str, ticket: int | None = None, /, *, actor: str | None = None, when: datetime | None = None,
           key: str | None = None, note: str = "", dry_run: bool = False,
           **fields: Any) -> OperationResult:  # fmt: skip
        """Perform an operation."""
        entry = {
            "do": name,
            "actor": actor or who_may(name, fields),
            "note": note,
            "key": key,
            "at": when,
            "ticket": ticket,
            **fields,
        }
        line = json.dumps(
            {word: value for word, value in entry.items() if value not in (None, "")}, default=_json_value
        )
        (result,) = run_batch(self.path, [line], atomic=False, context=RequestContext(now=NOW, dry_run=dry_run))
        return _done(result) if result["ok"] else _raise(result["error"])


class Command(Workbench):
    """A workbench that performs each operation as a command line."""

    def do(self, name: str, ticket: int | None = None, /, *, actor: str | None = None, when: datetime | None = None,
           key: str | None = None, note: str = "", dry_run: bool = False,
           **fields: Any) -> OperationResult:  # fmt: skip
        """Perform an operation."""
        words = [*name.split("."), "--json", "--store", self.path, "--actor", actor or who_may(name, fields)]
        words += [word for option, value in (("--at", when and when.isoformat()), ("--key", key), ("--note", note))
                  if value for word in (option, value)]  # fmt: skip
        words += ["--dry-run"] if dry_run else []
        words += _arguments(name, ticket, fields)
        out, err = io.StringIO(), io.StringIO()
        environment = patch.dict(os.environ, {"DESKCTL_NOW": NOW.isoformat()})
        with environment, redirect_stdout(out), redirect_stderr(err):
            code = run(words, lambda *_: None)
        return _raise(json.loads(err.getvalue())) if code else _done(json.loads(out.getvalue()))


class Console(Workbench):
    """A workbench that performs each operation as the forms of the console do."""

    def do(self, name: str, ticket: int | None = None, /, *, actor: str | None = None, when: datetime | None = None,
           key: str | None = None, note: str = "", dry_run: bool = False,
           **fields: Any) -> OperationResult:  # fmt: skip
        """Perform an operation; keys and dry runs, which the console does not have, are passed to the workbench."""
        if key or dry_run:
            return super().do(name, ticket, actor=actor, when=when, key=key, note=note, dry_run=dry_run, **fields)
        front: Any = SimpleNamespace(
            store=self.path, actor=actor or who_may(name, fields), now=lambda: NOW, unconfirmed=None
        )
        answer: Any = perform_step(front, Step(find(*name.split(".", 1)).of(fields), ticket, when, note))
        if isinstance(answer, Performed):
            return answer.done
        raise answer.error


def _arguments(name: str, ticket: int | None, fields: Mapping[str, Any]) -> list[str]:
    operation = find(*name.split(".", 1))
    remaining = dict(fields)
    words = [] if ticket is None else [ticket_name(ticket)]
    if operation.about and operation.about in remaining:
        words.append(str(remaining.pop(operation.about)))
    return words + [word for field, value in remaining.items() for word in _option(field, value)]


def _option(name: str, value: Any) -> list[str]:
    option = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        return [option if value else f"--no-{option[2:]}"]
    items = value if isinstance(value, list | tuple) else [value]
    return [word for item in items for word in (option, _as_word(item))]


def _as_word(item: Any) -> str:
    if isinstance(item, list):
        return "=".join(item)
    return item.isoformat() if hasattr(item, "isoformat") else str(item)


def _json_value(value: Any) -> Any:
    return value.isoformat()


def _done(shape: Mapping[str, Any]) -> OperationResult:
    ticket = shape.get("ticket")
    return OperationResult(
        ticket_number(ticket) if ticket else None, shape.get("action"), (), repeated=False, changes=()
    )


def _raise(given: Mapping[str, Any]) -> OperationResult:
    """Raise the reported error."""
    raise _ERRORS[given["error"]](
        given["message"].replace("{", "{{").replace("}", "}}"),
        code=given["code"],
        clause=given.get("clause"),
        hint=given.get("hint"),
    )
