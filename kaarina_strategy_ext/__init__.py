"""Strategy workshops of a city in Finnish and Swedish: pages, registration and a status widget for Flask."""

from __future__ import annotations

from . import signals
from .errors import ConfigurationInvalid, MailDeferred, MailRefused, MountRefused, StrategyError
from .extension import KaarinaStrategy
from .identity import Identity

__all__ = [
    "ConfigurationInvalid",
    "Identity",
    "KaarinaStrategy",
    "MailDeferred",
    "MailRefused",
    "MountRefused",
    "StrategyError",
    "signals",
]
