"""Statutes as texts to cite: imported from files, article by article, several versions of a title side by side.

Others call `queries.applicable`, which names the articles the rulebook holds for a category, each with a link
where the text is imported. `importing.import_folder` is what `tongxin law import` calls.
"""
