"""What happened: signals on the same matter, joined; merge and split can be undone."""
