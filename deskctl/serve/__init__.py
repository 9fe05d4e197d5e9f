"""The worker of a desk: fetches mails, sends waiting messages and watches the promises. A store has at most one."""
