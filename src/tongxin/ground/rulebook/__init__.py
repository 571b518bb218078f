"""Versioned rules with citation, effective dates and status; who needs a number asks here.

Others call `queries.active`, `queries.named` (a Version or None: then the page must
say that nothing is in force), keep the version they worked by, and never read a body by another way. The
demonstration calls `services.activate_examples`.
"""
