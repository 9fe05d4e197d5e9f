"""Courses with their files, the customers' accounts and their access to courses, answers, documents of answers."""
