"""The demonstration city: everything in it is invented.

texts      VOICES, TEXTS, stories(): hand-written messages by voice, with slots for an employer and a place, and their truth
names      employers(n, seed): fictional employers; every name carries one of four literary non-places (names.MARKS)
people     CAST: one account for each role; people(n, seed): fictional complainants
trades     trades by section of GB/T 4754
streets    districts and streets of Hangzhou, so that a fictional address has a real street
"""
