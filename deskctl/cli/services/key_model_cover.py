"""`stock cover`: the key models that a part in stock or an available loaner covers."""

from deskctl.cli.app.filter_options import FilterOption, chosen_codes, filtered, given_values
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.schemas import fields_of
from deskctl.language.i18n import N_
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.conditions.value_filter import ValueFilter
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.key_model_cover import STATES, stock_cover

_FILTERS = (
    FilterOption("state", "|".join(STATES), N_("Only models in this state.")),
    FilterOption("customer", "ID", N_("Only for this customer.")),
)


def _listed(invocation: Invocation, **options: list[str] | None) -> None:
    """List the key models with the parts and loaners that can replace them."""
    states, customers = (ValueFilter(*(given_values(options, name) for name in (one, f"not_{one}"))) for one in _NAMES)
    states = ValueFilter(*(chosen_codes("state", "--state", values, STATES) for values in states))
    with invocation.reading() as desk:
        require_ids(desk.conn, "customer", (*customers.of, *customers.without))
        rows = [
            {name: getattr(row, name) for name in fields_of("stock-cover")}
            for row in stock_cover(DueInputs(desk.conn, desk.at, desk.zone))
            if states.fits(row.state) and customers.fits_any(row.customers)
        ]
    invocation.write(rows, "stock-cover")


_NAMES = tuple(one.name for one in _FILTERS)
cover = filtered(_listed, _FILTERS)
