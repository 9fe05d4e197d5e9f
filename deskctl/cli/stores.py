"""What can be asked about the store."""

from deskctl.cli.front import Front
from deskctl.cli.options import reads
from deskctl.cli.output import write_one
from deskctl.store.info import store_info


@reads
def info(front: Front) -> None:
    """Tell what the store holds."""
    write_one(store_info(front.path), front.form, said=front.fields)
