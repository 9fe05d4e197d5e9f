"""Commands about services other than tickets: the due list, dispatch, advice, who is on call."""
