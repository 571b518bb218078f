"""Employers: credit code, names, industry, union; fuzzy search, import, merge with undo.

Others may call `queries.match` (told names → employers), `queries.search`, `services.*`,
`importing.import_file`, `tables.districts`, `tables.district_name`; the page `employer-options` serves
employer pickers.
"""
