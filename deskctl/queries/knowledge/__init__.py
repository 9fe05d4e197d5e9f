"""Queries about knowledge: courses, accounts and accesses, answers and their documents, service modes."""
