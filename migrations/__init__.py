"""Our Alembic revisions; `flask strategy upgrade` runs them."""
