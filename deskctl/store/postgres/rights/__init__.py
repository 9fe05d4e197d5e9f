"""Who may write what on a server, and whether it is still so."""
