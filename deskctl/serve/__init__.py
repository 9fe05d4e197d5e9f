"""The worker of a desk: it fetches mails, sends what waits, and watches the promises; one at a time for a store."""
