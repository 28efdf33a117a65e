"""What a site pays at its start for mounting the extension: seconds of processor time, and memory."""

from __future__ import annotations

import json
import subprocess
import sys

from ..servers import ROOT
from .bench import Bench, tell
from .findings import Target, at_most

HOSTS = {
    "a host's libraries": "flask, flask_sqlalchemy, flask_babel, wtforms, flask_wtf",
    "Flask alone": "flask",
}
SECONDS_GOAL, MEGABYTES_GOAL = at_most(0.30), at_most(25)
TIMES, QUICK_TIMES = 9, 3
PROGRAM = """
import json, time, {libraries}
from pathlib import Path

def resident():
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) / 1024

app = flask.Flask("bare")
app.config["SECRET_KEY"] = "a secret of the benchmarks"
seconds, megabytes = time.process_time(), resident()
from kaarina_strategy_ext import KaarinaStrategy
KaarinaStrategy().init_app(app)
print(json.dumps([time.process_time() - seconds, resident() - megabytes]))
"""


def measure(bench: Bench) -> None:
    """Add what import and `init_app` take in a new process: of several, the least."""
    for host, libraries in HOSTS.items():
        tell(f"mounting over {host}")
        times = [_mounted(libraries) for _ in range(QUICK_TIMES if bench.is_quick else TIMES)]
        seconds, megabytes = (min(each) for each in zip(*times, strict=True))
        what = f"import and init_app over {host}"
        bench.add(Target(what, "–", seconds, "s CPU", SECONDS_GOAL))
        bench.add(Target(what, "–", megabytes, "MB", MEGABYTES_GOAL))


def _mounted(libraries: str) -> tuple[float, float]:
    program = PROGRAM.format(libraries=libraries)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes
