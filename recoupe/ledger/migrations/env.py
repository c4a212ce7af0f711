"""Runs the migrations on the connection that ``recoupe.ledger.migrate`` hands over."""

from alembic import context

from recoupe.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
