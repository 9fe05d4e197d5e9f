"""deskctl: a support desk in the terminal, where every promise to the customer has a clock."""

__version__ = "0.1.0"
