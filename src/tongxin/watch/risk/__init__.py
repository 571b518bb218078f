"""Where trouble is growing: hot spots of places, industries and categories, and the statistics behind them.

Owns `Series` (each series of the tree as it was last judged) and `Hotspot`. The counts come from the rollups
(`series`), the judgement from `early` and `control`, which know nothing of Django; `services.look` puts them together
every morning. Others call `queries.hot_in`, `Hotspot.objects.awaiting_grade()` and `services.mark_graded`.
"""
