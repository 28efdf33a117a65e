"""Things that live as long as the tests of one module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest


@pytest.fixture(scope="module")
def module_stack() -> Iterator[ExitStack]:
    """Context managers entered here are left at the end of the module."""
    with ExitStack() as stack:
        yield stack
