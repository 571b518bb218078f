"""How near an employer is to a dispute: evidence that decays, an index of 0–100 with exact reasons, a band.

Owns `Evidence`, `Score`, `Contest`, `ScorePoint`, `Pass`, `Calibration`. Others may call
`Score.objects.awaiting_grade`, `services.mark_graded`, `entering.enter` (what no source delivers), `queries.brief` (the
part of an employer's page) and read `Employer.risk_band`, which nobody else writes. `rules`, `drawing` and `bands` are
pure. Individuals are never features.
"""
