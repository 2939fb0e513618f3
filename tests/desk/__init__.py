"""The desk: one real store in a temporary folder, one real city pack, a clock set by hand."""
