"""What the firm does unasked, as it stands: plans and appointments, what was found, advised and agreed."""
