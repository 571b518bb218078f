"""Stored files: type by content, size limits, images without metadata; access follows the owner.

Others call `services.store`, `services.open_file`, `services.remove`, `queries.files_of`, and
`owners.register` where the owner's model has no `visible_to`.
"""
