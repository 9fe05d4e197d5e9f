"""Staging tickets: those of a block of lines are checked against the desk and the blocks before, and then written."""

from deskctl.exchange.importing.references import References
from deskctl.exchange.importing.tickets.ownership import Ownership
from deskctl.exchange.importing.tickets.staged_form import StagedForm
from deskctl.exchange.importing.tickets.ticket_reading import TicketBlock
from deskctl.exchange.shapes.import_errors import duplicate, known_already
from deskctl.names import ticket_name
from deskctl.store.port import Connection
from deskctl.store.row_statements import insertion


class TicketImporter:
    """Stages blocks of tickets in the order of their lines."""

    def __init__(self, conn: Connection, references: References, ownership: Ownership, form: StagedForm) -> None:
        self._conn = conn
        self._references = references
        self._ownership = ownership
        self._statements = {table: insertion(table, columns) for table, columns in form.columns.items()}
        self.count = 0

    def take(self, block: TicketBlock) -> None:
        """Check and stage the tickets of a block; raises `BadData` for the first mistake."""
        self._check(block)
        if block.mistake is not None:
            raise block.mistake
        for number, (line, field) in block.named.items():
            self._references.check_ticket(number, line, field)
        for table, rows in block.rows.items():
            self._conn.executemany(self._statements[table], rows)
        self.count += len(block.tickets)

    def _check(self, block: TicketBlock) -> None:
        in_desk, met = self._references.known_tickets([ticket.number for ticket in block.tickets])
        for line, number, external_id, named in block.tickets:
            if named is not None:
                self._ownership.check(named, line)
            if external_id:
                self._references.add_external("ticket", external_id, line)
            if number in in_desk or number in met:
                raise (known_already if number in in_desk else duplicate)(line, "ticket", ticket_name(number))
            met.add(number)
