"""What alembic runs, on the connection that data/store/engine.py hands over."""

from alembic import context
from sqlmodel import SQLModel

from data.store import tables  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite alters a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
