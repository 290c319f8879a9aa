"""rename length to minutes

Revision ID: fd02fbf1d696
Revises: 8d2b1594fbe9
Create Date: 2026-01-05 09:00:00

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = 'fd02fbf1d696'
down_revision = '8d2b1594fbe9'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.alter_column('length', new_column_name='minutes', existing_type=sa.Integer())


def downgrade():
    with op.batch_alter_table('talk', schema=None) as batch_op:
        batch_op.alter_column('minutes', new_column_name='length', existing_type=sa.Integer())
