"""Run by alembic: upgrades the connection it was handed. There is no ini file and no offline mode."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
