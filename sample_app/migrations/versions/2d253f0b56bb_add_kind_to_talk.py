"""add kind to talk

Revision ID: 2d253f0b56bb
Revises: 966fe46cbb16
Create Date: 2026-01-05 09:00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '2d253f0b56bb'
down_revision = '966fe46cbb16'
branch_labels = None
depends_on = None


def upgrade():
    # 1. add the column, and allow it to be empty
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=20), nullable=True))

    # 2. give every row its value
    op.execute(
        """
        UPDATE talk SET kind = CASE
            WHEN length >= 60 THEN 'workshop'
            WHEN length <= 10 THEN 'lightning'
            ELSE 'talk'
        END
        """
    )

    # 3. now every row has a value: forbid NULL
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.alter_column('kind', existing_type=sa.String(length=20), nullable=False)


def downgrade():
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.drop_column('kind')
