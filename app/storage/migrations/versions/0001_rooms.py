"""The rooms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "rooms",
        sa.Column("code", sa.String(6), primary_key=True),
        sa.Column("presenter_hash", sa.LargeBinary, nullable=False),
        sa.Column("fresh", sa.Boolean, nullable=False),
        sa.Column("experiment", sa.Text, nullable=False),
        sa.Column("state", sa.Text),
        sa.Column("snapshot", sa.LargeBinary),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("used_at", sa.Double, nullable=False),
    )
    op.create_index("ix_rooms_used_at", "rooms", ["used_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("rooms")
