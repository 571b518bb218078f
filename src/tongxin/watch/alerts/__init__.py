"""How serious an incident is: graded by the active rule profile, with reasons in words.

Owns `Alert`. Others call `services` (`grade`, `confirm`, `regrade`, `dismiss`, `mark_cased`, `follow_case`),
`queries` (`reasons`, `to_confirm`), `Alert.objects.awaiting_case()`. `rules.grade` is pure.
"""
