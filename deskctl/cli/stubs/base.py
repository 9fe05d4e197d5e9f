"""The declaration of a command that is loaded only when it is called."""

from typing import NamedTuple


class Stub(NamedTuple):
    """A command that is not loaded: its help, its function as `module:function`, and an example.

    With `module:function:word`, the function is called with the word and returns the function of the command. `writes`
    names the shapes that it writes with `--json`, the usual one first; `fields` is the shape for `--fields`, if not it.
    """

    help: str
    function: str
    example: str
    writes: tuple[str, ...]
    fields: str = ""
