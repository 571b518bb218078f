"""How serious an incident is: graded by the active rule profile, with reasons in words.

Owns `Alert`. Others call `services` (`grade`, `confirm`, `regrade`, `dismiss`, `mark_cased`),
`queries` (`reasons`, `waiting`, `counts`, `recent`), `Alert.objects.awaiting_case()`. `rules.grade` is pure.
"""
