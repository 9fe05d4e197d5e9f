"""Notifications to systemd that the worker is ready or alive."""

import os
import socket


def notify_systemd(words: str) -> None:
    """Send a line to the notification socket of systemd; do nothing if there is none."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            line.send(words.encode())
    except OSError:
        return
