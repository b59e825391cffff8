"""The hooks, run as the platform runs them: in the folder of the version."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from local_server import broken, serve

from application import application

PROJECT = Path(__file__).parent.parent
CHECK = ".platform/hooks/predeploy/01_check.sh"
ASKS = [".platform/hooks/postdeploy/01_ask.sh", ".platform/confighooks/postdeploy/01_ask.sh"]

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """Return a folder with the version, and beside it the environment of these tests as its own."""
    version = tmp_path / "staging"
    for part in ("application.py", "gunicorn.conf.py", "web", ".platform"):
        source = PROJECT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        version.mkdir(exist_ok=True)
        copy(source, version / part)
    (tmp_path / "venv/staging").mkdir(parents=True)
    (tmp_path / "venv/staging/bin").symlink_to(Path(sys.executable).parent)
    return version


def run(hook: str, version: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", hook],
        cwd=version,
        env={
            "PATH": os.environ["PATH"],
            "NO_PROXY": "127.0.0.1",
            "VENV_ROOT": str(version.parent / "venv"),
            **settings,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def health_url(port: int) -> str:
    return f"http://127.0.0.1:{port}/health"


def test_a_version_that_can_be_served_goes_on(staged: Path) -> None:
    result = run(CHECK, staged)

    assert result.returncode == 0, result.stderr


def test_a_version_without_its_callable_goes_no_further(staged: Path) -> None:
    (staged / "application.py").write_text('"""Nothing to serve."""\n', encoding="utf-8")

    assert run(CHECK, staged).returncode != 0


def test_a_version_without_a_package_goes_no_further(staged: Path) -> None:
    (staged / "application.py").write_text("import no_such_package\n", encoding="utf-8")

    assert run(CHECK, staged).returncode != 0


@needs_curl
@pytest.mark.parametrize("hook", ASKS)
def test_a_version_that_answers_stays(hook: str, staged: Path) -> None:
    with serve(application) as port:
        result = run(hook, staged, HEALTH_URL=health_url(port))

    assert result.returncode == 0, result.stderr


@needs_curl
def test_a_version_may_take_a_moment(staged: Path) -> None:
    answers = iter([broken, application])

    def slow(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return next(answers)(environ, start_response)

    with serve(slow) as port:
        assert run(ASKS[0], staged, HEALTH_URL=health_url(port)).returncode == 0


@needs_curl
@pytest.mark.parametrize("hook", ASKS)
def test_a_version_that_is_unwell_fails_the_deployment(hook: str, staged: Path) -> None:
    with serve(broken) as port:
        assert run(hook, staged, HEALTH_URL=health_url(port), ATTEMPTS="1").returncode != 0


@needs_curl
def test_a_version_that_is_not_there_fails_the_deployment(staged: Path) -> None:
    with serve(application) as port:
        pass

    assert run(ASKS[0], staged, HEALTH_URL=health_url(port), ATTEMPTS="1").returncode != 0
