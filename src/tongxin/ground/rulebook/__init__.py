"""Versioned rules with citation, effective dates and status; who needs a number asks here."""
