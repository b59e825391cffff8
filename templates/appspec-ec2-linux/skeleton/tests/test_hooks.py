"""The hooks, run with stubs in place of the commands that change a machine."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from local_server import broken, serve

from web.wsgi import application

RunHook = Callable[..., subprocess.CompletedProcess[str]]
needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """Return a folder for stubs; hooks find nothing on `PATH` but them and what bash needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("bash", "cat", "curl", "dirname", "env"):
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    for name in ("systemctl", "journalctl", "dnf", "useradd", "id"):
        stub(folder, name)
    return folder


def stub(commands: Path, name: str, status: int = 0, only: str = "*") -> None:
    """Stub a command: it notes how it was called, and fails where its first argument is `only`."""
    log = commands / "calls"
    command = commands / name
    command.write_text(
        f'#!/usr/bin/env bash\necho "{name} $*" >> "{log}"\n'
        f'case "$1" in {only}) exit {status} ;; esac\n',
        encoding="utf-8",
    )
    command.chmod(0o755)


def calls(commands: Path) -> list[str]:
    log = commands / "calls"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


@pytest.fixture
def run_hook(revision: Path, commands: Path) -> RunHook:
    """Return a function that runs a hook from elsewhere, as the agent does."""

    def run(name: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", revision / "scripts" / f"{name}.sh"],
            cwd="/",
            env={"PATH": str(commands), "NO_PROXY": "127.0.0.1", **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


def health_url(port: int) -> str:
    return f"http://127.0.0.1:{port}/health"


def test_stop_has_nothing_to_do_on_a_first_deployment(run_hook: RunHook, commands: Path) -> None:
    stub(commands, "systemctl", status=1, only="cat")

    assert run_hook("application_stop").returncode == 0
    assert not any(call.startswith("systemctl stop") for call in calls(commands))


def test_stop_stops_the_service(run_hook: RunHook, commands: Path) -> None:
    assert run_hook("application_stop").returncode == 0
    assert any(call.startswith("systemctl stop") for call in calls(commands))


def test_stop_tells_when_the_service_does_not_stop(run_hook: RunHook, commands: Path) -> None:
    stub(commands, "systemctl", status=1, only="stop")

    assert run_hook("application_stop").returncode != 0


def test_before_install_prepares_a_fresh_instance(run_hook: RunHook, commands: Path) -> None:
    stub(commands, "id", status=1)

    assert run_hook("before_install").returncode == 0
    assert [call.split()[0] for call in calls(commands)] == ["dnf", "id", "useradd"]


def test_before_install_leaves_a_prepared_instance_alone(
    run_hook: RunHook, commands: Path, setting: Callable[[str], str]
) -> None:
    stub(commands, setting("PYTHON"))

    assert run_hook("before_install").returncode == 0
    assert [call.split()[0] for call in calls(commands)] == ["id"]


def test_start_tells_why_the_service_did_not_start(run_hook: RunHook, commands: Path) -> None:
    stub(commands, "systemctl", status=1, only="restart")

    result = run_hook("application_start")

    assert result.returncode == 1
    assert "did not start" in result.stderr
    assert calls(commands)[-1].startswith("journalctl")


@needs_curl
def test_validate_asks_the_service(run_hook: RunHook) -> None:
    with serve(application) as port:
        result = run_hook("validate_service", HEALTH_URL=health_url(port))

    assert result.returncode == 0, result.stderr
    assert "ok" in result.stdout


@needs_curl
def test_validate_waits_for_a_service_that_is_slow_to_start(run_hook: RunHook) -> None:
    answers = iter([broken, application])

    def slow(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return next(answers)(environ, start_response)

    with serve(slow) as port:
        assert run_hook("validate_service", HEALTH_URL=health_url(port)).returncode == 0


@needs_curl
def test_validate_fails_where_the_service_is_unwell(run_hook: RunHook, commands: Path) -> None:
    with serve(broken) as port:
        result = run_hook("validate_service", HEALTH_URL=health_url(port), STARTUP_SECONDS="2")

    assert result.returncode == 1
    assert "does not answer" in result.stderr
    assert calls(commands)[-1].startswith("journalctl")


@needs_curl
def test_validate_fails_where_nothing_listens(run_hook: RunHook) -> None:
    with serve(application) as port:
        pass

    result = run_hook("validate_service", HEALTH_URL=health_url(port), STARTUP_SECONDS="2")

    assert result.returncode == 1
