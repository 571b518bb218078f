"""Who does what by when: dispatch to call-back, with deadlines, cards and the timeline.

Owns `Case`, `Passage`, `Step`, `Document`. Others call the verbs of `services` (`open_for`, `dispatch`,
`accept`, `return_`, `transfer`, `verify`, `handle`, `report_up`, `approve`, `send_back`, `close`,
`call_back`, `extend`, `supervise`, `regrade`, `attach`), `todo.rows`, and the QuerySet of `Case`.
`rules` and `clocks` are pure.
"""
