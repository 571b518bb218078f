"""Who does what by when: dispatch to call-back, with deadlines and cards."""
