"""Courses with their files, the customers' accounts, what an account may read, answers issued as a document."""
