"""Files: their bytes once, by their hash, and who has them."""

from sqlalchemy import LargeBinary
from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Identifier, Later, Moment


class Blob(Row, table=True):
    """A piece of a file's bytes; its id is the hash of the whole file, a dot and the number of the piece."""

    id: str = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)


class Attachment(Row, table=True):
    """A file of a mail or of another record: `of` names it, `name` is the name as it was sent.

    `type` is what its first bytes are, or what a mail says of it. `step` is the action that it belongs to, `version`
    the edition of a course. A `public` one may go to the customer. One that is hidden is kept; of one that was purged
    the bytes are gone.
    """

    id: str = Field(primary_key=True)
    of: Identifier = Field(index=True)
    name: str
    type: str
    size: int
    sha256: str
    inline: bool = False
    added_at: Moment
    added_by: str
    kind: Later[str] = None
    public: Later[bool] = None
    step: Later[str] = None
    version: Later[int] = None
    hidden_at: Later[Moment] = None
    purged_at: Later[Moment] = None
