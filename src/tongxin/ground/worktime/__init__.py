"""Working days, service hours and the deadlines made of them; everything in Asia/Shanghai.

Others call `rules` (pure) with `queries.current_calendar()` (cached, no query per deadline),
`queries.changed_years(since)` to recompute open deadlines after a notice was imported, and
`services` to load, preview and import. A day of a year without a State Council notice is 预估.

Recomputing is pulled: whoever keeps deadlines stores `Due.estimated` and the `Calendar.version` beside
the instant. Its sweep asks `changed_years(version)`, and for rows that start or end in one of those
years, estimated or not (a notice may be corrected), calls `terms.due` again from the stored start.
"""
