"""Benches: ours beside a floor, in turns, in one sitting. What counts is the ratio."""
