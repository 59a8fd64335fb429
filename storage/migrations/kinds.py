"""Column types as the revisions know them, apart from the present ones so that history stays what it was."""

import sqlalchemy as sa

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
JSON = sa.Text()
FIGURE = sa.Text().with_variant(sa.Numeric(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
DAY = sa.Date()
FLAG = sa.Boolean()
CONTENT = sa.LargeBinary()
