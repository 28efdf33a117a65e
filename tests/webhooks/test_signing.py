"""Signatures as the specification has them."""

from __future__ import annotations

import base64

from kaarina_strategy_ext.webhooks.signing import signed_headers

from ..webhook_sink import SECRET, Received

OTHER = "whsec_" + base64.b64encode(b"another secret of the tests").decode()


def keys(*secrets: str) -> list[bytes]:
    return [base64.b64decode(each.removeprefix("whsec_")) for each in secrets]


def test_example_of_the_reference_libraries_is_signed_as_they_do() -> None:
    headers = signed_headers(
        keys(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_while_one_secret_replaces_another_a_listener_may_have_either() -> None:
    headers = signed_headers(keys(SECRET, OTHER), "a1", 1614265330, "Työpaja".encode())
    received = Received("/", headers, "Työpaja".encode(), at=1614265330)
    assert received.is_signed_with(SECRET)
    assert received.is_signed_with(OTHER)
    assert not received.is_signed_with("whsec_" + base64.b64encode(b"a secret of nobody here").decode())
