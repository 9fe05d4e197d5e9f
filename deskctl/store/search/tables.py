"""The tables of the folded texts."""

TICKET_TEXT, RECORD_TEXT = "ticket_text", "record_text"
