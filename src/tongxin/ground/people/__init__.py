"""Accounts, posts (person × org × role), rights, login and its sessions.

Others call `rights.require`, `services.unmask`, and read `Account.objects.visible_to` and `Post.objects.current`.
"""
