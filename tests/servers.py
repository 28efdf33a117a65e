"""A real web server with several processes, for what a test client cannot show."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
START_SECONDS = 60
STOP_SECONDS = 10


@contextmanager
def serving(
    factory: str,
    *,
    workers: int = 2,
    threads: int = 1,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[str]:
    """Serve an app with gunicorn until the end of the block; the value is its address without a last slash.

    `factory` is such as `kaarina_strategy_ext.demo:create_app()`; `env` is added to the environment. The
    server works in `folder`, or in one of its own, and writes `server.log` there. A browser needs `threads`:
    it opens connections in advance, and each would keep a process waiting.

    Raises `RuntimeError` with the log when the server does not answer; when the block fails, the log is
    printed.
    """
    with tempfile.TemporaryDirectory(prefix="kaarina-web-") as own_folder:
        folder = folder or Path(own_folder)
        log = folder / "server.log"
        options = [f"--workers={workers}", f"--threads={threads}", f"--pythonpath={ROOT}"]
        process, url = _started([*options, factory], {**os.environ, **(env or {})}, log)
        try:
            _await_answer(url, log)
            yield url
        except BaseException:
            sys.stderr.write(f"--- {factory}\n{log.read_text()}")  # pytest shows it with the failure
            raise
        finally:
            _stop(process)


def _started(arguments: list[str], env: Mapping[str, str], log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Hand over a socket that listens already: no port is guessed, and a first request waits in its queue."""
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--graceful-timeout=2"]
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening, log.open("wb") as output:
        handle = listening.fileno()
        process = subprocess.Popen(
            [*command, f"--bind=fd://{handle}", *arguments],
            stdout=output,
            stderr=output,
            cwd=log.parent,
            env=dict(env),
            pass_fds=[handle],
            start_new_session=True,
        )
        host, port = listening.getsockname()
    return process, f"http://{host}:{port}"


def _await_answer(url: str, log: Path) -> None:
    """Any answer will do; where the server has ended, its socket is gone and the request fails at once."""
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=START_SECONDS)) as connection:
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException) as error:
            raise RuntimeError(f"The server does not answer ({error!r}):\n{log.read_text()}") from error


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
