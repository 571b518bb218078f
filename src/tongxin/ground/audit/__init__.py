"""The append-only record of every act, sealed in batches.

Others call `services.record` and `services.record_many`, nothing else. `sealing` chains what was
committed, `verify` proves the chain, `heads` writes its end down outside the database.
"""
