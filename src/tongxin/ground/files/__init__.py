"""Stored files: type by content, access follows the owner."""
