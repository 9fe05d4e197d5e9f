"""Checklists for classes of equipment: read the shipped ones, and a firm's own file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from deskctl.data_files import data_file
from deskctl.errors import BadPolicy
from deskctl.language.folding import fold
from deskctl.language.i18n import LANGUAGES, N_
from deskctl.policy_file.keys import choice, flag, section, strings, text
from deskctl.policy_file.verdicts import Limit, is_bound

GROUPS = ("hardware", "software", "usage")
"""The groups of which every inspection must have an item (S4-inspection.content)."""

EVERY_GROUP = (*GROUPS, "environment")
_KINDS = ("text", "number", "choice", "yes_no", "photo")
_USES = ("inspection", "ticket")
_KEYS = ("id", "version", "classes", "for", "use", "zh", "en", "items")
_ITEM = ("id", "group", "zh", "en", "required", "kind", "choices", "unit", "attention", "abnormal")


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One item to inspect; `key` is written `server.disk`. `attention` and `abnormal` are limits for its value."""

    key: str
    group: str
    zh: str
    en: str
    required: bool
    kind: str = "text"
    choices: tuple[str, ...] = ()
    unit: str = ""
    attention: Limit = ""
    abnormal: Limit = ""

    def named(self, word: str) -> bool:
        """Return whether a word is the key of the item, the last part of the key, or its name in a language."""
        here = fold(word).strip()
        return here in {self.key, self.key.partition(".")[2], fold(self.zh), fold(self.en)}


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list of items for some classes of equipment, for inspections or for work on tickets."""

    id: str
    version: int
    classes: frozenset[str]
    uses: frozenset[str]
    items: tuple[ChecklistItem, ...]
    zh: str = ""
    en: str = ""


@cache
def checklists() -> dict[str, Checklist]:
    """Return the shipped checklists by name."""
    paths = sorted(data_file("checklists").glob("*.toml"))
    return {made.id: made for made in (read_checklist(path.read_text(encoding="utf-8")) for path in paths)}


def read_checklist(source: str) -> Checklist:
    """Return the checklist in a TOML text; raises `BadPolicy` with the key and what is allowed."""
    try:
        table = section(tomllib.loads(source), "", _KEYS)
    except tomllib.TOMLDecodeError as error:
        raise BadPolicy(N_("This is not TOML: {reason}"), reason=str(error)) from error
    name, listed = text(table, "id"), table.get("items")
    if not isinstance(listed, list) or not listed:
        raise BadPolicy(N_("`{key}` must be a list of tables, at least one."), key="items", field="items")
    items = tuple(_item(name, one, f"items[{place}]") for place, one in enumerate(listed, 1))
    _refuse_duplicates([item.key for item in items])
    concerned = section(table["for"], "for", ("classes",)) if "for" in table else table
    uses = frozenset(strings(table, "use", "")) or frozenset({"inspection"})
    if not uses <= set(_USES):
        raise BadPolicy(N_("`{key}` is not known here; allowed: {allowed}."), key="use", allowed=", ".join(_USES))
    titles = {language: text(table, language) if language in table else name for language in LANGUAGES}
    return Checklist(name, _version(table), frozenset(strings(concerned, "classes", "")), uses, items, **titles)


def _version(table: Mapping[str, Any]) -> int:
    version = table.get("version", 1)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise BadPolicy(N_("`{key}` must be a whole number, at least 1."), key="version", field="version")
    return version


def _item(name: str, table: Any, key: str) -> ChecklistItem:
    section(table, key, _ITEM)
    kind = choice(table, "kind", key, _KINDS) if "kind" in table else "text"
    choices = tuple(strings(table, "choices", key))
    if (kind == "choice") is not bool(choices):
        raise BadPolicy(
            N_("`{key}`: an item of the kind choice needs its choices, and no other has any."), key=key, field=key
        )
    english = text(table, "en", key)
    return ChecklistItem(
        key=f"{name}.{text(table, 'id', key)}", group=choice(table, "group", key, EVERY_GROUP),
        zh=text(table, "zh", key) if "zh" in table else english, en=english, required=flag(table, "required", key),
        kind=kind, choices=choices, unit=text(table, "unit", key) if "unit" in table else "",
        attention=_limit(table, "attention", key, choices), abnormal=_limit(table, "abnormal", key, choices),
    )  # fmt: skip


def _limit(table: Mapping[str, Any], name: str, key: str, choices: tuple[str, ...]) -> Limit:
    value = table.get(name, "")
    if isinstance(value, list):
        values = tuple(strings(table, name, key))
        if set(values) <= set(choices):
            return values
    elif value == "" or (isinstance(value, str) and is_bound(value)):
        return str(value)
    raise BadPolicy(
        N_("`{key}` must be a bound such as >95, or some of the choices."), key=f"{key}.{name}", field=f"{key}.{name}"
    )


def _refuse_duplicates(keys: list[str]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise BadPolicy(N_("`{key}` appears twice."), key=key, field=f"items[{place + 1}]")
