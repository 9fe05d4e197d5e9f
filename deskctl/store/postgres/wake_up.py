"""How those who watch a server hear that another connection wrote: the channel on which the writer notifies them."""

_CHANNEL = "deskctl"

LISTEN = f"LISTEN {_CHANNEL}"
"""What a connection asks once, to hear of every change from then on."""

NOTIFY = f"NOTIFY {_CHANNEL}"
"""What a writer asks once its change is safe."""
