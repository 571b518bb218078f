"""Quarterly reports as Word and PDF, from rollups and cases."""
