"""How serious an incident, an employer's index or a hot spot is: graded by the active rule profile, with reasons.

Owns `Alert`. Others call `services` (`grade`, `confirm`, `regrade`, `dismiss`, `raise_`, `mark_cased`, `follow_case`),
`answering.answer`, `queries` (`reasons`, `to_confirm`), `Alert.objects.awaiting_case()`. `rules.grade` is pure, and
`columns.levels` is the same over many rows. `comparing` and `previewing` try profiles on history and change nothing.
"""
