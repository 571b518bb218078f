"""Accounts, posts (person × org × role), rights, login and its sessions.

Others call `rights.require`, `services.unmask`, and read `Account.objects.visible_to`,
`Post.objects.current`.
"""
