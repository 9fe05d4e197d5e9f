"""What somebody has to know now: the bar, the bell, the inbox."""
