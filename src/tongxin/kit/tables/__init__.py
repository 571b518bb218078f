"""Lists: filter, search, sort, keyset paging, column choice and export, the same on every list page.

A list page declares a `Table` and answers with `table.respond(request, rows, template)`.
"""
