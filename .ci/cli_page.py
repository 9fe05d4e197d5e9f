#!/usr/bin/env python3
"""Write the lists of docs/cli.md and the man page docs/deskctl.1: `python .ci/cli_page.py [--check]`."""

import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from deskctl import __version__, errors
from deskctl.cli.app.lazy_groups import load_command
from deskctl.cli.app.options import everywhere
from deskctl.cli.output.output_shapes import commands as names_of_commands
from deskctl.cli.output.output_shapes import written_by
from deskctl.cli.schemas import shapes
from deskctl.cli.stubs import commands_of_the_desk, reads
from deskctl.cli.writes.operation_command import operation_command
from deskctl.config.known_settings import SETTINGS
from deskctl.language.i18n import use_language
from deskctl.operations.framework import catalogue

DOCS = Path(__file__).parents[1] / "docs"
PAGE, MAN = DOCS / "cli.md", DOCS / "deskctl.1"
_BLOCK = re.compile(r"(<!-- made from the code: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_EXITS = (
    errors.Refused,
    errors.Usage,
    errors.NotFound,
    errors.BadData,
    errors.StoreUnusable,
    errors.AnswerLost,
    errors.Unreachable,
)


class Command(NamedTuple):
    """A command as the page describes it."""

    name: str
    usage: str
    help: str
    options: list[tuple[str, str]]
    example: str
    shapes: tuple[str, ...]


@cache
def commands() -> tuple[Command, ...]:
    """Return every command: those about the whole desk first, then those of each noun."""
    return tuple(_read_commands())


def _read_commands() -> Iterator[Command]:
    common = {parameter.name for parameter in everywhere()} | {"note"}
    for name in names_of_commands():
        noun, _space, verb = name.partition(" ")
        stub = reads(noun).get(verb) if verb else commands_of_the_desk()[name]
        if stub is not None:
            yield _command(name, load_command(verb or name, stub), stub.example, common)
        else:
            operation = catalogue.find(noun, verb)
            yield _command(name, operation_command(operation), operation.example, common)


def _command(name: str, make_command: Any, example: str, common: set[str]) -> Command:
    arguments = [param for param in make_command.params if param.param_type_name == "argument"]
    own = [param for param in make_command.params if param.param_type_name == "option" and param.name not in common]
    usage = " ".join(["deskctl", name, *(_argument(param) for param in arguments)])
    rows = [(_argument(param), param.help or "") for param in arguments]
    rows += [(_option(param), param.help or "") for param in own]
    is_step = any(param.name == "dry_run" for param in make_command.params)
    shapes = written_by(name)[:1] if is_step else written_by(name)
    return Command(name, usage, make_command.help or "", rows, example, shapes)


def _argument(param: Any) -> str:
    name = param.human_readable_name
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    names = ", ".join([*param.opts, *param.secondary_opts])
    return names if param.is_flag else f"{names} {param.make_metavar(None) if not param.metavar else param.metavar}"


def _name(parameter: inspect.Parameter) -> str:
    return f"--{parameter.name.replace('_', '-')}"


def _everywhere() -> str:
    rows = []
    for parameter in everywhere():
        reported = parameter.annotation.__metadata__[0]
        variable = f" `{reported.envvar}`" if reported.envvar else ""
        value = _cell(f" {reported.metavar}") if reported.metavar else ""
        rows.append(f"| `{_name(parameter)}{value}` |{variable} | {_cell(reported.help)} |")
    return "\n".join(["| option | environment | meaning |", "|---|---|---|", *rows])


def _exits() -> str:
    rows = [f"| {one.exit_code} | `{one.kind}` | {(one.__doc__ or '').splitlines()[0]} |" for one in _EXITS]
    return "\n".join(["| code | error | when |", "|---|---|---|", "| 0 | | Done. |", *rows, "| 130 | | Interrupted. |"])


def _commands() -> str:
    parts = []
    for command in commands():
        parts += [f"### {command.name}", "", command.help, "", "```sh", command.usage, "```", ""]
        if command.options:
            parts += [f"* `{name}`: {text}" for name, text in command.options] + [""]
        parts += ["Writes " + ", ".join(f"[{shape}](#shape-{shape})" for shape in command.shapes) + ".", ""]
        parts += [f"Example: `{command.example}`", ""]
    return "\n".join(parts).rstrip()


def _shapes() -> str:
    parts = []
    known_shapes = shapes()
    for name, fields in known_shapes.items():
        base = name.rpartition("-")[0]
        below = known_shapes.get(base, {}).items()
        shared = below if below and below <= fields.items() else set()
        rows = [f"| `{field}` | {_cell(form)} |" for field, form in fields.items() if (field, form) not in shared]
        above = [f"The fields of [{base}](#shape-{base}), and:", ""] if shared else []
        parts += [f'### <a id="shape-{name}"></a>{name}', "", *above, "| field | form |", "|---|---|", *rows, ""]
    return "\n".join(parts).rstrip()


def _settings() -> str:
    rows = [
        f"| `{name}` | {one.form} | {_cell(': '.join(filter(None, [one.meaning, ', '.join(one.allowed)])))} |"
        for name, one in SETTINGS.items()
    ]
    return "\n".join(["| key | form | meaning |", "|---|---|---|", *rows])


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def filled(page: str) -> str:
    """Return the page with its lists generated again."""
    lists = {
        "everywhere": _everywhere,
        "exits": _exits,
        "commands": _commands,
        "shapes": _shapes,
        "settings": _settings,
    }
    return _BLOCK.sub(lambda match: f"{match[1]}{lists[match[2]]()}\n{match[3]}", page)


def man_page() -> str:
    """Return the man page."""
    lines = [
        f'.TH DESKCTL 1 "" "deskctl {__version__}" "User Commands"',
        ".SH NAME",
        r"deskctl \- a support desk in the terminal",
        ".SH SYNOPSIS",
        r"\fBdeskctl\fR [\fIOPTIONS\fR] [\fINOUN VERB\fR | \fICOMMAND\fR] [\fIARGUMENTS\fR]",
        ".SH COMMON OPTIONS",
    ]
    for parameter in everywhere():
        reported = parameter.annotation.__metadata__[0]
        lines += [
            ".TP",
            rf"\fB{_roff(_name(parameter))}\fR {_roff(reported.metavar or '')}".rstrip(),
            _roff(reported.help),
        ]
    lines.append(".SH COMMANDS")
    for command in commands():
        lines += [".SS " + _roff(command.usage), _roff(command.help)]
        for name, text in command.options:
            lines += [".TP", rf"\fB{_roff(name)}\fR", _roff(text) or "."]
        lines += [".PP", "Example:", ".RS", ".nf", _roff(command.example), ".fi", ".RE"]
    lines += [".SH EXIT STATUS", ".TP", "0", "Done."]
    for error in _EXITS:
        lines += [".TP", str(error.exit_code), _roff((error.__doc__ or "").splitlines()[0])]
    return "\n".join([*lines, ".TP", "130", "Interrupted.", ""])


def _roff(text: str) -> str:
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + safe if safe.startswith((".", "'")) else safe


def main() -> int:
    """Write both pages; with --check, only return 1 if one of them is out of date."""
    use_language("en")
    page = PAGE.read_text(encoding="utf-8")
    current, man = filled(page), man_page()
    if "--check" in sys.argv:
        return int(page != current or not MAN.exists() or MAN.read_text(encoding="utf-8") != man)
    PAGE.write_text(current, encoding="utf-8")
    MAN.write_text(man, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
