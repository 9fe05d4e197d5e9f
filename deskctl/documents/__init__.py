"""The written word: texts that people read, made of what the desk knows."""
