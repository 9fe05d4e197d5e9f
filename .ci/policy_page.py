#!/usr/bin/env python3
"""Write the tables of docs/policy.md from the schema of the policy file: `python .ci/policy_page.py [--check]`."""

import re
import sys
from pathlib import Path

from deskctl.language.words import CHANNELS, KINDS
from deskctl.language.words.choices import ROLES
from deskctl.policy_file.schema import ATTRIBUTES, TABLES
from deskctl.policy_file.sections.holidays import COUNTRIES
from deskctl.sla.events import EVENTS
from deskctl.sla.gates import GATES
from deskctl.sla.policy import ANCHORS

PAGE = Path(__file__).parents[1] / "docs" / "policy.md"
_BLOCK = re.compile(r"(<!-- made from the schema: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)


def keys_table(name: str) -> str:
    """Return the keys of a table as a Markdown table."""
    rows = [
        f"| `{key.name}` | {key.form} | {'yes' if key.required else ''} | {key.meaning} |"
        for key in TABLES["" if name == "top" else name]
    ]
    return "\n".join(["| key | form | needed | meaning |", "|---|---|---|---|", *rows])


def events_list() -> str:
    """Return the events, grouped."""
    groups = dict.fromkeys(EVENTS.values())
    return "\n".join(
        f"* {group.replace('_', ' ')}: {', '.join(f'`{event}`' for event, of in EVENTS.items() if of == group)}"
        for group in groups
    )


def words_list() -> str:
    """Return the other words that a file may use."""
    words = {
        "starting points that are not events": ANCHORS,
        "attributes in conditions": ATTRIBUTES,
        "kinds": KINDS,
        "channels": CHANNELS,
        "modes": ATTRIBUTES["mode"] or (),
        "fault classes": ATTRIBUTES["fault_class"] or (),
        "roles": ROLES,
        "gates": GATES,
        "countries of holidays": COUNTRIES,
    }
    return "\n".join(f"* {name}: {', '.join(f'`{word}`' for word in terms)}" for name, terms in words.items())


def filled(page: str) -> str:
    """Return the page with its tables generated again."""
    lists = {"events": events_list, "words": words_list}

    def block(match: re.Match[str]) -> str:
        name = match[2]
        return f"{match[1]}{lists[name]() if name in lists else keys_table(name)}\n{match[3]}"

    return _BLOCK.sub(block, page)


def main() -> int:
    """Write the page; with --check, only return 1 if it is out of date."""
    page = PAGE.read_text(encoding="utf-8")
    current = filled(page)
    if "--check" in sys.argv:
        return int(page != current)
    PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
