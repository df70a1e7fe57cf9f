"""All tables of the first version, and the triggers that let rows of a record be added but never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

RECORDS = ("stored_file", "upload", "revision", "measure", "decision", "audit")


def upgrade() -> None:
    _files_and_uploads()
    _revisions_and_figures()
    _decisions_and_audit()
    for table in RECORDS:
        _only_add(table)


def _files_and_uploads() -> None:
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name="stored_file_key"),
    )
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=True),
        sa.Column("ward", sa.String(), nullable=True),
        sa.Column("quarter", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="upload_key"),
        sa.ForeignKeyConstraint(["sha256"], ["stored_file.sha256"], name="upload_knows_sha256"),
    )
    op.create_index("upload_by_ward_quarter", "upload", ["ward", "quarter"])
    op.create_index("upload_by_province_quarter", "upload", ["province", "quarter"])


def _revisions_and_figures() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="revision_key"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="revision_knows_upload_id"),
        sa.UniqueConstraint("upload_id", name="revision_has_one_upload_id"),
        sa.UniqueConstraint("ward", "quarter", "number", name="revision_has_one_ward_quarter_number"),
    )
    op.create_index("revision_by_province_quarter", "revision", ["province", "quarter"])
    op.create_table(
        "measure",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("revision_id", "measure", name="measure_key"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="measure_knows_revision_id"),
    )
    op.create_table(
        "current_value",
        sa.Column("province", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("ward", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("province", "quarter", "ward", "measure", name="current_value_key"),
        sqlite_with_rowid=False,  # the rows lie in the order in which a province and quarter is read
    )


def _decisions_and_audit() -> None:
    op.create_table(
        "decision",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="decision_key"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="decision_knows_revision_id"),
    )
    op.create_index("decision_by_revision_id_seq", "decision", ["revision_id", "seq"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="audit_key"),
    )


def _only_add(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"""
                CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table}
                BEGIN SELECT RAISE(ABORT, '{table} is a record: rows are only added'); END""")
        return
    op.execute(f"""
        CREATE FUNCTION {table}_is_a_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table} is a record: rows are only added' USING ERRCODE = 'integrity_constraint_violation';
        END $$""")
    op.execute(f"""
        CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_a_record()""")
