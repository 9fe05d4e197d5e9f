"""Files: their bytes, stored once for each hash, and the records that they are attached to."""

from sqlalchemy import LargeBinary
from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Identifier, Later, Moment


class Blob(Row, table=True):
    """A piece of a file's bytes; its id is the hash of the whole file, a dot and the number of the piece."""

    id: str = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)


class Attachment(Row, table=True):
    """A file of a mail or of another record: `of` names the record, `name` is the file name as it was sent.

    `type` is the type that its first bytes show, or the one stated in the mail. `step` is the action that it belongs
    to, `version` the edition of a course. A `public` file may be sent to the customer. A hidden file is kept; the bytes
    of a purged one are deleted.
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
