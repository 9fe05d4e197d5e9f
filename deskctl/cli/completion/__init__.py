"""Shell completion: what may come next, and the script that asks."""
