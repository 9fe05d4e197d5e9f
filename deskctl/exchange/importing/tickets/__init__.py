"""Importing tickets: their lines are read in blocks, by several processes if there are many, and staged in order."""
