"""Accounts, posts (person × org × role), rights, login."""
