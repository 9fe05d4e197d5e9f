"""Commands about the services beside tickets: the due list, advice, who is on call."""
