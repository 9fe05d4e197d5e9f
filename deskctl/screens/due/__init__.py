"""What is due beside the clocks of tickets."""
