"""The round of jobs: what fails in it stops nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from ..town import GOALS
from .residents import Site


def test_job_that_fails_stops_no_mail(site: Site) -> None:
    site.patient("Maria", sessions=GOALS)
    with site.app.app_context(), site.app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(text("UPDATE kaarina_strategy_process SET reminder_hours = '[\"soon\"]'"))
    with pytest.raises(TypeError):  # told to whoever runs the jobs, after all of them
        site.jobs()
    assert len(site.mailbox) == 1
