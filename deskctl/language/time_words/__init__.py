"""The one parser of times, days and durations as people write them."""
