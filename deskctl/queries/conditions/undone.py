"""The condition that an action of a ticket was undone, or was not."""

from deskctl.sla.facts import CORRECTED


def undoes(correction: str, action: str) -> str:
    """Return the SQL condition that a row undoes an action of its ticket, by the aliases of both."""
    undone = f"CAST(json_extract({correction}.data, '$.seq') AS BIGINT)"
    return f"({correction}.event = '{CORRECTED}' AND {undone} = {action}.seq)"


def not_undone(action: str, among: str = "TRUE") -> str:
    """Return the SQL condition that an action was not undone; `among` is the condition of an index to read."""
    condition = "TRUE" if among == "TRUE" else f"back.{among}"
    return (
        f"NOT EXISTS (SELECT 1 FROM action AS back WHERE {condition} AND back.ticket = {action}.ticket"
        f" AND {undoes('back', action)})"
    )
