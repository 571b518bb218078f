"""Employers: credit code, names, industry, union; fuzzy search, import, merge with undo."""
