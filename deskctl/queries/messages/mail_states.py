"""The state and the kind of a mail, as conditions of SQL: one definition for lists, counts and the console."""

STATE = "coalesce(mail.state, CASE WHEN mail.ticket IS NULL THEN 'waiting' ELSE 'handled' END)"
"""The state of a mail: mails of an import may have none of their own."""

KIND = "coalesce(mail.kind, CASE WHEN mail.sha256 IS NULL THEN 'new' ELSE 'unread' END)"
"""What a mail was found to be; it is unread between the keeping of its bytes and their reading."""

WAITING = f"{STATE} = 'waiting' AND {KIND} IN ('new', 'reply', 'unread')"
"""What somebody must look at; spam and the like is shown apart."""

MAIL_KINDS = ("new", "reply", "auto", "bounce", "loop", "duplicate", "quarantine", "unread")
MAIL_STATES = ("waiting", "handled", "set_aside")
