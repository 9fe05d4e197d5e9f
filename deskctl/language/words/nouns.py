"""What the kinds of records are called."""

from collections.abc import Mapping

from deskctl.errors import Term
from deskctl.record_words import RECORD_WORDS

NOUNS: Mapping[str, Term] = {table: Term(word) for table, word in RECORD_WORDS.items()}
"""Table -> the word for one of its records; a table without a word is named as it is."""
