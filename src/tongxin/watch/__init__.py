"""The monitoring and early-warning loop: signals → triage → incidents → risk → alerts → cases."""
