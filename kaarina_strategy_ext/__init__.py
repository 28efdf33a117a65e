"""Strategy workshops of a city in Finnish and Swedish: pages, registration and a status widget for Flask."""

from __future__ import annotations

from .errors import ConfigurationInvalid, MountRefused, StrategyError
from .extension import KaarinaStrategy

__all__ = ["ConfigurationInvalid", "KaarinaStrategy", "MountRefused", "StrategyError"]
