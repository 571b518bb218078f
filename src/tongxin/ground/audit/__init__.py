"""The append-only record of every act, sealed in batches; `services.record` is the only way in."""
