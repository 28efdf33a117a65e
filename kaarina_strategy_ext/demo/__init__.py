"""A small municipal site and intranet that mounts the extension, to be tried and to be looked at."""

from __future__ import annotations

from .site import create_app

__all__ = ["create_app"]
