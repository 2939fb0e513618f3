"""Paper: a view of models.papers in, PDF bytes out. Same input, same bytes. No Qt."""
