"""Building blocks without models and without the domain: flows, refusals, jobs, fields, documents, lists."""
