"""City packs: importer of the cities' own lists, loader of what was imported."""
