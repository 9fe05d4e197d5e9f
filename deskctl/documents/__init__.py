"""Documents: texts for people, made from what the desk knows."""
