"""How serious an incident is: graded by the active rule profile, with reasons in words.

Owns `Alert`. Others call `services.grade`, `confirm`, `confirm_all`, `regrade`, `dismiss`, `mark_cased`;
`queries.reasons`, `queries.waiting`, `queries.recent`; `Alert.objects.awaiting_case()`. `rules.grade` is pure.
"""
