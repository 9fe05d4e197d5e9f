"""Which key models are covered by a part in stock or a loaner in house (S4-stock)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.language.folding import fold
from deskctl.queries.reference.model_patterns import is_among
from deskctl.queries.stock_and_loans import OUT, last_move, stock_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs

STATES = ("both", "part_only", "loaner_only", "none")
STOCK = f"""
SELECT id, name, model, compatible_models, min_qty, {stock_of("part", when="at <= ?")} AS stock FROM part
WHERE retired_at IS NULL ORDER BY id
"""
LOANERS = f"""
SELECT loaner.id, loaner.name, substitutes_models, last.kind, last.at, last.ticket, ticket.customer FROM loaner
LEFT JOIN stock_move AS last ON last.rowid = {last_move("loaner.id", when="at <= ?")}
LEFT JOIN ticket ON ticket.number = last.ticket WHERE loaner.retired_at IS NULL ORDER BY loaner.id
"""
_KEY = """asset.retired_at IS NULL AND criticality IN ('critical', 'high') AND model IS NOT NULL
  AND asset_class IN ('server', 'minicomputer', 'blade', 'storage', 'network')"""
_KEY_MODELS = f"""
SELECT model, asset.id, customer FROM asset JOIN site ON site.id = site WHERE {_KEY} ORDER BY model, asset.id
"""
_KEY_PLACES = f"SELECT model, site FROM asset WHERE {_KEY}"


@dataclass(frozen=True, slots=True)
class ModelCover:
    """A key model at customers under maintenance, with the parts and loaners that cover it."""

    model: str
    assets: tuple[str, ...]
    customers: tuple[str, ...]
    parts: tuple[str, ...]
    loaners: tuple[str, ...]

    @property
    def state(self) -> str:
        """The state of the cover: both, part_only, loaner_only or none."""
        if self.parts:
            return "both" if self.loaners else "part_only"
        return "loaner_only" if self.loaners else "none"


def stock_cover(inputs: DueInputs) -> Iterator[ModelCover]:
    """Yield the cover of each key model, in order."""
    parts, loaners = _parts(inputs), _loaners(inputs)
    used: dict[str, list[tuple[str, str]]] = {}
    for row in inputs.rows(_KEY_MODELS):
        if row["customer"] in inputs.maintained:
            used.setdefault(row["model"], []).append((row["id"], row["customer"]))
    for model, places in used.items():
        yield ModelCover(
            model,
            tuple(asset for asset, _customer in places),
            tuple(sorted({customer for _asset, customer in places})),
            tuple(name for name, models in parts if is_among(model, models)),
            tuple(name for name, models in loaners if is_among(model, models)),
        )


def uncovered(inputs: DueInputs) -> list[str]:
    """Return the key models at customers under maintenance that nothing covers, in order."""
    covered = {fold(model).strip() for _id, models in (*_parts(inputs), *_loaners(inputs)) for model in models}
    customers = dict(inputs.conn.execute("SELECT id, customer FROM site"))
    uncovered_models: set[str] = set()
    for model, site in inputs.conn.execute(_KEY_PLACES):
        if (
            model not in uncovered_models
            and fold(model).strip() not in covered
            and customers.get(site) in inputs.maintained
        ):
            uncovered_models.add(model)
    return sorted(uncovered_models)


def _parts(inputs: DueInputs) -> list[tuple[str, list[str]]]:
    """Return the parts in stock, each with the models that it fits."""
    rows = inputs.rows(STOCK, [inputs.at])
    return [(row["id"], json.loads(row["compatible_models"])) for row in rows if row["stock"] > 0]


def _loaners(inputs: DueInputs) -> list[tuple[str, list[str]]]:
    """Return the loaners in house, each with the models that it substitutes."""
    rows = inputs.rows(LOANERS, [inputs.at])
    return [(row["id"], json.loads(row["substitutes_models"])) for row in rows if row["kind"] != OUT]
