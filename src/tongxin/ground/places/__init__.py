"""Regions with codes, and the resolver from names in text to regions."""
