"""Of which version the tables are, and how they are brought to that of this program: by the migrations beside."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.store.errors import SchemaOutdated, SchemaTooNew

SchemaState = Literal["current", "older", "newer", "empty"]

_MIGRATIONS = Path(__file__).parent / "migrations"


def state_of(connection: Connection) -> SchemaState:
    """The version of the tables as this program sees it; "empty" where there are none."""
    heads = MigrationContext.configure(connection).get_current_heads()
    if not heads:
        return "empty"
    scripts = ScriptDirectory.from_config(_config())
    if heads == (scripts.get_current_head(),):
        return "current"
    known = {script.revision for script in scripts.walk_revisions()}
    return "older" if known.issuperset(heads) else "newer"


def require_current(state: SchemaState) -> None:
    """SchemaOutdated or SchemaTooNew where the program cannot work with the tables."""
    if state == "newer":
        raise SchemaTooNew
    if state != "current":
        raise SchemaOutdated


def upgrade(connection: Connection) -> None:
    """Makes the tables or brings them up to date in the transaction of `connection`; SchemaTooNew where they are newer."""
    if state_of(connection) == "newer":
        raise SchemaTooNew
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
