"""Contests and honours."""
