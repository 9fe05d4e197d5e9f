"""The words for kinds of records, as values for error messages."""

from collections.abc import Mapping

from deskctl.errors import Term
from deskctl.record_words import RECORD_WORDS

NOUNS: Mapping[str, Term] = {table: Term(word) for table, word in RECORD_WORDS.items()}
"""Table -> word for one record; a table without a word is shown by its name."""
