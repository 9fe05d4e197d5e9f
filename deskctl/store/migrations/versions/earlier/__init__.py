"""The migrations before the services beside tickets."""
