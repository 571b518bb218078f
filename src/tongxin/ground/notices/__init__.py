"""Inbox and outbox: in-app notices, and mail, chat, webhook and SMS through retries and quiet hours.

Others call `services.notify`, `services.holders` and `queries.unread`.
"""
