"""What happened: signals on the same matter, joined; merge and split can be undone.

Others may call `services.*` and `queries.linked`, `facts`, `changes`, `candidates`, `similar`; the detail page
is put together by the desk, which fills `{% block above %}` of `incidents/detail.html`.
"""
