"""Where the demo keeps its files, and every setting with which it starts."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from .clock import DEFAULT_START
from .lock import file_lock

START_KEY = "KAARINA_STRATEGY_DEMO_NOW"

FIXED: Mapping[str, object] = {
    "BABEL_DEFAULT_LOCALE": "fi",
    "BABEL_DEFAULT_TIMEZONE": "Europe/Helsinki",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "KAARINA_STRATEGY_ORGANISATION": {"fi": "Kaarinan kaupunki", "sv": "S:t Karins stad"},
    "KAARINA_STRATEGY_CITY": {"fi": "Kaarina", "sv": "S:t Karins"},
    "KAARINA_STRATEGY_PRIVACY_URL": {"fi": "/tietosuoja", "sv": "/sv/dataskydd"},
    "KAARINA_STRATEGY_ACCESSIBILITY_URL": {"fi": "/saavutettavuus", "sv": "/sv/tillganglighet"},
    "KAARINA_STRATEGY_LOGIN_URL": {"fi": "/demo/login", "sv": "/sv/demo/login"},
    "KAARINA_STRATEGY_CONTACT_EMAIL": "strategia@kaarina.example",
    "KAARINA_STRATEGY_CONTACT_PHONE": "02 000 0000",
    "KAARINA_STRATEGY_MAIL_FROM": "strategia@kaarina.example",
}


def instance_folder() -> Path:
    """The checkout's `instance/`, which git ignores; without a checkout the one in the current folder."""
    checkout = Path(__file__).resolve().parents[2]
    root = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return root / "instance"


def settings(config: Mapping[str, object], instance: Path) -> dict[str, object]:
    """All settings: what the caller gives wins over the environment, which wins over the defaults.

    The start of the clock is `DEMO_NOW`, as the extension's own settings are the only ones with its prefix.
    """
    chosen: dict[str, object] = {
        **FIXED,
        "SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL", "sqlite:///demo.sqlite3"),
        "KAARINA_STRATEGY_BASE_URL": os.environ.get("KAARINA_STRATEGY_BASE_URL", default_base_url()),
        START_KEY: os.environ.get(START_KEY, DEFAULT_START),
        **config,
    }
    chosen["DEMO_NOW"] = chosen.pop(START_KEY)
    chosen.setdefault("SECRET_KEY", secret_key(instance))
    return chosen


def default_base_url() -> str:
    """The address at which `flask run` serves by default, or at the port that it was told."""
    port = os.environ.get("FLASK_RUN_PORT") or _port_of_command(sys.argv) or "5000"
    return f"http://127.0.0.1:{port}"


def _port_of_command(arguments: Sequence[str]) -> str | None:
    """The port after `--port` or `-p`, so that the links in the demo's mails work; None without one."""
    for option, value in pairwise(arguments):
        if option in ("--port", "-p") and value.isdigit():
            return value
    return next((each.partition("=")[2] for each in arguments if each.startswith("--port=")), None)


def secret_key(instance: Path) -> str:
    """The key of this installation, made at its first start and kept, so that links survive a restart."""
    path = instance / "secret_key"
    with file_lock(instance):
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32), encoding="ascii")
        return path.read_text(encoding="ascii")
