"""The staff home: to-do, search, lists and detail pages."""
