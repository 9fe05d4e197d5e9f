"""Actions that carry a password: it is never a field, only its hash comes as far as the store."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option


@dataclass(frozen=True, kw_only=True)
class SecretStep(Operation):
    """An action with a password, which a front asks for, hashes, and hands over as `hash`.

    A front may print a generated one once; nothing keeps it.
    """

    has_secret: ClassVar[bool] = True

    generate: bool | None = option(N_("make a password and print it, once"), stored=False, of_terminal=True)
    password_stdin: bool | None = option(N_("read the password from stdin"), stored=False, of_terminal=True)
    hash: str | None = dataclasses.field(default=None, repr=False)
