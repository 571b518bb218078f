"""Inbox and outbox: in-app notices, and mail, chat and SMS through retries and quiet hours."""
