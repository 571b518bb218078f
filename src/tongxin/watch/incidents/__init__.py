"""What happened: signals on the same matter, joined; merge, split and what was put elsewhere by hand can be undone.

A signal becomes a `Report` with keys; `linking` finds what shares a key with it, `pairs` weighs the two, `joining`
decides. Others may call `services.*`, `suggesting.*` and `queries.linked`, `facts`, `changes`, `candidates`,
`similar`, `suggestions`; the detail page is put together by the desk, which fills `{% block above %}` of
`incidents/detail.html`, and `incidents/_suggestions.html` is for the page of a signal.
"""
