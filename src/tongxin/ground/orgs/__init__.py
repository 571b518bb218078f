"""The union tree and the scope that follows from it.

Others call `services.create/rename/move/merge`, `queries.responsible/ancestors/root`, and inherit
`models.ScopedQuerySet`. An app whose rows must go along when a union is merged registers in `followers`.
"""
