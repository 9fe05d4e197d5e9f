"""The queue of tickets: the first screen, and bulk operations on marked tickets."""
