"""What was heard: the first stage of the loop. A signal is never changed; a correction is a new version.

Others call `services.receive`, `services.correct`, `imports.import_file`, and read through
`Signal.objects` and `queries`. A later stage marks its own `…_at`; the search index follows by itself.
"""
