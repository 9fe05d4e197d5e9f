"""A line of history in the file: an action on a record of the reference data."""

from deskctl.exchange.shapes.fields import Field, Shape, ident, some, words
from deskctl.exchange.shapes.kinds import ID, OBJECT, TIME, WHOLE

HISTORY = Shape(
    "history",
    (
        Field("noun", ID),
        ident(),
        *some(WHOLE, "seq"),
        *some(TIME, "at", "recorded_at"),
        Field("actor", ID),
        *words("event", "note"),
        *some(OBJECT, "data"),
    ),
    table="master_action",
)
"""An action in the history of a record; `noun` is the type of the record."""
