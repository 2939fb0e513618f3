"""The encrypted store: log, unit of work, projections, queries, migrations, blobs."""
