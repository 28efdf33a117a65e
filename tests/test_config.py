"""A wrong configuration stops the start with one sentence that helps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kaarina_strategy_ext.config import SETTINGS, checked
from kaarina_strategy_ext.endpoints import EVENTS, endpoints_of
from kaarina_strategy_ext.errors import ConfigurationInvalid
from kaarina_strategy_ext.models import EventKind

SECRET = "whsec_" + "QUJD" * 8
HOOK = {"url": "https://intranet.example.fi/hooks", "secret": SECRET}
README = Path(__file__).parents[1] / "README.md"


def test_defaults_are_allowed() -> None:
    assert set(checked({})) == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL_PREFIXES", {}),  # no language at all
        ("URL_PREFIXES", {"fi": "strategia"}),  # no slash
        ("URL_PREFIXES", {"fi": "/strategia/"}),  # a slash at the end
        ("URL_PREFIXES", {"fi": "/strategia", "sv": "/strategia"}),  # one path for two languages
        ("URL_PREFIXES", {"xx": "/xx"}),  # a language without path words
        ("BASE_URL", "www.example.fi"),
        ("BASE_URL", "javascript:alert(1)"),
        ("TIME_ZONE", "Europe/Kaarina"),
        ("ORGANISATION", "Kaarinan kaupunki"),
        ("CONTACT_EMAIL", "a@example.fi, b@example.fi"),
        ("MAIL_FROM", "not an address"),
        ("SMTP_URL", "mail.example.fi"),
        ("PRIVACY_URL", {"fi": "tietosuoja"}),
        ("FRAME_ANCESTORS", ["*; script-src *"]),
        ("FRAME_ANCESTORS", "https://intranet.example.fi"),
        ("RETENTION_DAYS", -1),
        ("RETENTION_DAYS", True),
        ("NEEDS_RETENTION_DAYS", "7"),
        ("VERIFY_EMAIL", "sometimes"),
        ("VERIFY_EMAIL", "Always"),
        ("VERIFY_EMAIL", True),
        ("VERIFY_EMAIL", None),
        ("WEBHOOKS", {"url": "https://intranet.example.fi", "secret": SECRET}),  # no list
        ("WEBHOOKS", ["https://intranet.example.fi"]),
        ("WEBHOOKS", [HOOK | {"name": "intranet"}]),
        ("WEBHOOKS", [HOOK, HOOK]),  # one address twice
        ("WEBHOOKS", [HOOK | {"url": "http://intranet.example.fi/hooks"}]),  # anybody could read along
        ("WEBHOOKS", [HOOK | {"url": "http://localhost.example.fi"}]),
        ("WEBHOOKS", [HOOK | {"url": "ftp://localhost"}]),
        ("WEBHOOKS", [HOOK | {"url": "https://"}]),
        ("WEBHOOKS", [HOOK | {"url": "https://intranet.example.fi:99999"}]),
        ("WEBHOOKS", [HOOK | {"url": "https://user:hunter2@intranet.example.fi"}]),
        ("WEBHOOKS", [HOOK | {"url": "https://intranet.example.fi/ hooks"}]),
        ("WEBHOOKS", [HOOK | {"url": "https://työ.example.fi"}]),  # it has to be written as xn--ty-hka
        ("WEBHOOKS", [HOOK | {"url": None}]),
        ("WEBHOOKS", [{"url": HOOK["url"]}]),  # nobody could tell that it is us
        ("WEBHOOKS", [HOOK | {"secret": "hunter2"}]),
        ("WEBHOOKS", [HOOK | {"secret": "whsec_hunter2!"}]),
        ("WEBHOOKS", [HOOK | {"secret": "whsec_" + "QUJD" * 7}]),  # 21 bytes
        ("WEBHOOKS", [HOOK | {"secret": "whsec_" + "QUJD" * 22}]),  # 66 bytes
        ("WEBHOOKS", [HOOK | {"secret": []}]),
        ("WEBHOOKS", [HOOK | {"secret": [SECRET, 7]}]),
        ("WEBHOOKS", [HOOK | {"events": "session_full"}]),
        ("WEBHOOKS", [HOOK | {"events": ["session_empty"]}]),
        ("WEBHOOKS", [HOOK | {"events": []}]),
        ("WEBHOOKS", [HOOK | {"events": [["session_full"]]}]),
    ],
)
def test_wrong_value_is_named_with_its_key_and_what_is_allowed(name: str, value: object) -> None:
    with pytest.raises(ConfigurationInvalid) as refusal:
        checked({f"KAARINA_STRATEGY_{name}": value})
    told = str(refusal.value)
    assert f"KAARINA_STRATEGY_{name}" in told
    assert "must be" in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "mail://user:hunter2@mail.example.fi"),
        ("WEBHOOKS", [{"url": "https://intranet.example.fi/hooks", "secret": "whsec_hunter2"}]),
    ],
)
def test_value_that_may_hold_a_password_is_not_shown(name: str, value: object) -> None:
    with pytest.raises(ConfigurationInvalid) as refusal:
        checked({f"KAARINA_STRATEGY_{name}": value})
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    "hook",
    [
        HOOK,
        HOOK | {"secret": (SECRET, "whsec_" + "QUJD" * 21), "events": ["session_full", "phase_changed"]},
        HOOK | {"url": "http://localhost:8000/hooks?key=1"},
        HOOK | {"url": "http://127.0.0.1"},
        HOOK | {"url": "http://[::1]:8000/"},
    ],
)
def test_webhook_that_we_can_tell_of_events_is_taken(hook: dict[str, Any]) -> None:
    (endpoint,) = endpoints_of(checked({"KAARINA_STRATEGY_WEBHOOKS": [hook]})["WEBHOOKS"])
    assert endpoint.url == hook["url"]
    assert endpoint.events == tuple(hook.get("events", EVENTS))
    assert endpoint.secrets[0] == b"ABC" * 8
    assert "ABC" not in repr(endpoint)


def test_events_that_a_webhook_can_want_are_those_that_happen() -> None:
    assert tuple(EventKind) == EVENTS


def test_misspelt_key_is_answered_with_the_right_one() -> None:
    with pytest.raises(ConfigurationInvalid, match=r"did you mean KAARINA_STRATEGY_BASE_URL\?"):
        checked({"KAARINA_STRATEGY_BASEURL": "https://www.example.fi"})


@pytest.mark.parametrize("policy", ["always", "suspicious", "never"])
def test_each_policy_of_verification_is_taken(policy: str) -> None:
    assert checked({"KAARINA_STRATEGY_VERIFY_EMAIL": policy})["VERIFY_EMAIL"] == policy


def test_without_a_policy_only_what_is_suspicious_is_verified() -> None:
    assert checked({})["VERIFY_EMAIL"] == "suspicious"


def test_keys_of_the_host_are_left_alone() -> None:
    assert "SECRET_KEY" not in checked({"SECRET_KEY": "secret", "SQLALCHEMY_DATABASE_URI": "sqlite://"})


def test_every_key_is_in_the_table_of_the_readme() -> None:
    documented = re.findall(r"^\| `(KAARINA_STRATEGY_\w+)` \|", README.read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(setting.key for setting in SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_readme_says_what_each_key_means(setting) -> None:
    row = next(line for line in README.read_text().splitlines() if line.startswith(f"| `{setting.key}`"))
    assert setting.meaning in row
