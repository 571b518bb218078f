"""The demonstration city: everything in it is invented.

texts      hand-written messages by voice, with slots for an employer and a place, and their truth
names      fictional employers; every name carries one of four literary non-places (names.MARKS)
people     the cast of accounts, one for each role, and fictional complainants
streets    districts and streets of Hangzhou, so that a fictional address has a real street
"""
