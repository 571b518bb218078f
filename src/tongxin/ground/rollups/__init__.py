"""Counts behind screens and reports: writers append deltas, a job folds them, readers add what is unfolded."""
