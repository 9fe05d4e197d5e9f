"""The queue of tickets: the first screen, bulk operations on marked tickets, the board for the wall."""
