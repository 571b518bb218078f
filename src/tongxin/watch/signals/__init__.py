"""What was heard. A signal is never changed; a correction is a new version."""
