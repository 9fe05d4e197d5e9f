"""Who will be where and when: visits, absences, hand-overs of shifts, promised calls; and canned texts."""
