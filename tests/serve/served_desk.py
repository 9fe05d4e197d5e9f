"""Settings of a desk that is served: an outgoing server and a mailbox."""

SETTINGS = """
[mail]
desk_id = "desk-7f31"
[mail.out]
smtp = "smtp://127.0.0.1:{smtp}"
from = "Service desk <service@desk.example.com>"
"""
BOX = """
[mail.account.service]
imap = "imap://{user}@localhost:{port}"
password_file = "password"
since = "all"
handled = ""
addresses = ["service@desk.example.com"]
"""
