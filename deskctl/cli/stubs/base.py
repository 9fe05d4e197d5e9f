"""The description of a command that is not loaded."""

from typing import NamedTuple


class Stub(NamedTuple):
    """A command that is not loaded: its help, the function that runs it as `module:function`, an example.

    `module:function:word` names a function that makes the one to run of a word. `writes` names the shapes of its
    `--json`, the first one as a rule; `fields` is the shape whose fields `--fields` knows, where it is another.
    """

    help: str
    function: str
    example: str
    writes: tuple[str, ...]
    fields: str = ""
