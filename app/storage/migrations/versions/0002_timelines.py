"""The newest moments of the branches of a room's run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; of rooms without it the run's past is not known."""
    op.add_column("rooms", sa.Column("timeline", sa.LargeBinary))


def downgrade() -> None:
    """Take it away."""
    op.drop_column("rooms", "timeline")
