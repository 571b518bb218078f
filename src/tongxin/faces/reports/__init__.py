"""Reports on labour relations in a city, district or street: quarterly, and weekly, monthly, annual alike.

`quarter.build(org, "2026Q3", at=)` gives the printed document; `queries.collect` gathers its Facts,
`words` puts them into sentences and `layout` into sections, tables and charts. `services.order` asks
for a report, the stage "reports-make" makes it, `services.sign` has a leader sign it.
"""
