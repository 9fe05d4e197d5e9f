"""The word index on a server: a GIN index of pairs of neighbouring characters, as numbers, over each folded text.

It finds fragments of two characters or more, in any script and under any collation. The trigram index of PostgreSQL
does not find fragments of two characters, and under the C collation no Chinese at all.
"""

from collections.abc import Iterable
from itertools import pairwise

FUNCTION = r"""
CREATE OR REPLACE FUNCTION desk_grams(words text) RETURNS int[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
 SELECT coalesce(array_agg((a << 11) # b), '{}') FROM (SELECT ascii(unnest(string_to_array(words, NULL))) AS a,
 ascii(unnest(string_to_array(substr(words, 2), NULL))) AS b) AS pair WHERE a > 32 AND b > 32 $$;
"""
"""A pair that occurs twice is in the array twice: the index holds it once, and to sort them takes as long again."""

INDEXES = """
CREATE INDEX IF NOT EXISTS ticket_text_grams ON ticket_text USING gin (desk_grams(words));
CREATE INDEX IF NOT EXISTS record_text_grams ON record_text USING gin (desk_grams(words));
CREATE INDEX IF NOT EXISTS ticket_text_customer ON ticket_text (customer);
"""

_SHIFT, _WHOLE, _SIGN = 11, 1 << 32, 1 << 31


def gram_condition(spellings: Iterable[str]) -> str | None:
    """Return the condition that `words` may contain one of the folded spellings; None if every text may."""
    grams_of = [_grams(one) for one in spellings]
    if not all(grams_of):
        return None
    return " OR ".join(f"desk_grams(words) @> '{{{','.join(map(str, grams))}}}'::int[]" for grams in grams_of)


def _grams(fragment: str) -> list[int]:
    pairs = (pair for piece in fragment.split() for pair in pairwise(piece))
    return list(dict.fromkeys(_gram(*pair) for pair in pairs if min(pair) > " "))


def _gram(one: str, other: str) -> int:
    number = ((ord(one) << _SHIFT) % _WHOLE) ^ ord(other)
    return number - _WHOLE if number >= _SIGN else number
