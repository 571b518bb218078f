"""Regions with their official codes, and the resolver from names in text to regions.

`register` holds the regions in memory (pure); `resolver.resolve` and `best` read text;
`tiles` lays the 13 districts out for the big screen; `services.load_regions` keeps the table in step
with `reference/regions.csv`. Codes: 2 digits a province, 4 a city, 6 a district, 9 a street or township.

Reference files: `regions.csv` (China's provinces and cities, Zhejiang's districts, Hangzhou's streets),
`aliases.csv` (other names; `where` edge: only after a word boundary, within: only right after a region
above it; `share` main/part: a former region now divided), `former_parents.csv` (regions that changed
district), `blocks.csv` (phrases that contain a name and mean no place). Doubts stand in `note`.
"""
