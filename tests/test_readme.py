"""The README says what the demo does: the lines that mount the extension, and the two commands."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
DEMO = (ROOT / "kaarina_strategy_ext" / "demo" / "site.py").read_text()
# Its login is its own as well; the README shows that hook where it tells of staff.
FOR_THE_DEMO_ONLY = {"clock", "mailer", "identity"}


def mounting(source: str) -> dict[str, str]:
    """What a call of `init_app` on a `KaarinaStrategy` is given, by keyword."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    mounts = [call for call in calls if ast.unparse(call.func) == "strategy.init_app"]
    return {str(each.arg): ast.unparse(each.value) for each in mounts[0].keywords}


def test_demo_mounts_the_extension_as_the_readme_tells_any_host_to() -> None:
    shown = next(
        block for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "init_app" in block
    )
    demo = mounting(DEMO)
    assert {name: value for name, value in demo.items() if name not in FOR_THE_DEMO_ONLY} == mounting(shown)


def test_two_commands_of_the_readme_are_those_that_others_rely_on() -> None:
    for extra, run in (("demo", "flask --app kaarina_strategy_ext.demo run"), ("test", "pytest")):
        command = f"python3 -m venv .venv && .venv/bin/pip install -e '.[{extra}]' && .venv/bin/{run}"
        assert f"```\n{command}\n```" in README
