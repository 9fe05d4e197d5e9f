"""The user of this machine."""

import os


def machine_user() -> str:
    """Return the login name of this machine's user, who is the actor if none is named."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # neither a variable nor the system names the user
        return str(os.getuid()) if hasattr(os, "getuid") else "?"
