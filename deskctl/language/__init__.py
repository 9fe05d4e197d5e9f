"""Words for people: translations, the vocabulary of the desk, dates and durations."""
