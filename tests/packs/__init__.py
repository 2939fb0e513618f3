"""The packs: lists as printed, their defects, guides, the shelf, search and what may not be imported."""
