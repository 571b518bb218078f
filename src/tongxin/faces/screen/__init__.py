"""The big screen: one page of figures for a union with a ground of its own (city, district, street).

Figures come from rollups, so that they cost the same at any number of signals. `views.screen` is the
page, `views.figures` the answer it asks for every ten seconds; `queries.collect(org, named=, at=)`
gathers what both show, `panels.shown` puts it into the words of the page. Writes nothing.
"""
