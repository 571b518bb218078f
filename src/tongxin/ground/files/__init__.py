"""Stored files: type by content, size limits, images without metadata; access follows the owner.

Others call `services.store`, `services.open_file`, `services.remove`, `queries.files_of`, `sheets.keep_sheet`,
and `owners.register` for each kind of row whose files may be downloaded.
"""
