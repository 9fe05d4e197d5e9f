"""The names of the tables of the search texts."""

TICKET_TEXT, RECORD_TEXT = "ticket_text", "record_text"
