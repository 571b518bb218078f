"""Services for workers: the engine for declared matters and the catalogue of them."""
