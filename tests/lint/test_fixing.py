"""Mending: every fix does what it says and no more, and files stay whole whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from awsdev.errors import AwsdevError
from awsdev.lint.engine import lint_data, lint_files
from awsdev.lint.files.find import find_files
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.fixing import mend, write_mended
from awsdev.lint.result import FileResult
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.page import page_of
from awsdev.lint.running.limits import Limits
from tests.checkout import git
from tests.conftest import Prove, Run

HERE = Path(__file__).parent
NO_GIT = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

MODE = """\
version: 0.0
os: linux
permissions:
  - object: /srv/shop  # the shop
    mode: 0755
"""
MENDED_MODE = MODE.replace("0755", '"0755"')
PHASE = "version: 0.2\nphases:\n  biuld:\n    commands: [make]\n"
MENDED_PHASE = PHASE.replace("biuld", "build")
ONE_JOB = Limits(jobs=1)


def _as_folders() -> dict[str, bytes]:
    """Return every bad file and wrong example, each in a folder of its own under its own name."""
    files = {
        f"{path.parent.parent.name}-{path.stem}/{_usual_name(path)}": path.read_bytes()
        for path in sorted(HERE.glob("formats/*/bad/*"))
        if path.is_file() and path.suffix != ".expect"
    }
    for rule in all_rules().values():
        for number, example in enumerate(page_of(rule.function).examples("Wrong")):
            name = example.name or f"{_STEMS[sorted(rule.kinds)[0]]}"
            files[f"{rule.code}-{number}/{name}"] = example.text.encode()
    return files


_STEMS = {
    "buildspec": "buildspec.yml",
    "amplify": "amplify.yml",
    "appspec-server": "appspec.yml",
    "appspec-lambda": "appspec.yml",
    "appspec-ecs": "appspec.yml",
    "samconfig": "samconfig.toml",
    "vtl": "request.vtl",
    "iam-policy": "policy.json",
    "ecs-task-definition": "taskdef.json",
    "state-machine": "orders.asl.json",
    "cloudformation": "template.yaml",
    "sam": "template.yaml",
}
_BY_FOLDER = {
    "buildspec": "buildspec",
    "amplify": "amplify",
    "appspec": "appspec",
    "samconfig": "samconfig",
}


def _usual_name(path: Path) -> str:
    stem = _BY_FOLDER.get(path.parent.parent.name)
    return f"{stem}{path.suffix}" if stem else path.name


@cache
def _with_fixes() -> dict[str, bytes]:
    """Return those of them in which anything can be mended."""
    files = _as_folders()
    found = lint_data(files).files
    return {each.path: files[each.path] for each in found if any(f.fix for f in each.findings)}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def _errors(found: FileResult) -> int:
    return sum(finding.severity is Severity.ERROR for finding in found.findings)


def _told(findings: list[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.code, finding.message) for finding in findings)


def _comments(data: bytes) -> list[str]:
    return [line.strip() for line in data.decode("utf-8-sig").splitlines() if "#" in line]


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory, command: str) -> Path:
    """Return a folder with everything that can be mended, mended by the command."""
    folder = tmp_path_factory.mktemp("mended")
    _write(folder, _with_fixes())
    _lint(command, folder, "--fix")
    return folder


def _lint(command: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [command, "lint", "--no-cache", *arguments], cwd=folder, capture_output=True, check=False
    )


@cache
def _pairs(mended: Path) -> list[tuple[FileResult, FileResult, bytes, bytes]]:
    """Return what is found before and after, and the files, in order."""
    before, after = _with_fixes(), _content(mended)
    names = {path: path if path in after else _renamed(path, after) for path in before}
    first = {each.path: each for each in lint_data(before).files}
    then = {each.path: each for each in lint_data(after).files}
    return [(first[path], then[name], before[path], after[name]) for path, name in names.items()]


def _renamed(path: str, after: dict[str, bytes]) -> str:
    folder = path.rpartition("/")[0] + "/"
    return next(name for name in after if name.startswith(folder))


def test_fixes_leave_files_that_are_read_and_have_no_more_errors(
    mended: Path, prove: Prove
) -> None:
    pairs = _pairs(mended)
    assert len(pairs) > 50
    for first, then, _, _ in pairs:
        assert then.checked, then
        assert then.kind == first.kind
        assert not {finding.code for finding in then.findings} & {"AD101", "AD102"}, then
        assert _errors(then) <= _errors(first), then
    prove("file with mistakes mended", "awsdev lint --fix", len(pairs))


def test_what_was_mended_is_no_longer_found(mended: Path) -> None:
    for first, then, _, _ in _pairs(mended):
        fixed = _told([finding for finding in first.findings if finding.fix])
        # A fix that would do harm is not taken; none of these does.
        assert not fixed & _told(then.findings), first.path


def test_comments_stay_as_they_are(mended: Path) -> None:
    for first, _, before, after in _pairs(mended):
        if not any(finding.code == "AD104" for finding in first.findings):
            kept = [line.split("#", 1)[1] for line in _comments(before)]
            assert [line.split("#", 1)[1] for line in _comments(after)] == kept, first.path


def test_a_second_time_nothing_changes(mended: Path, command: str) -> None:
    before = _content(mended)
    done = _lint(command, mended, "--diff")
    assert (done.returncode, done.stdout) == (0, b"")
    _lint(command, mended, "--fix")
    assert _content(mended) == before


@NO_GIT
def test_git_applies_the_diff_to_what_fix_writes(
    mended: Path, command: str, tmp_path: Path, prove: Prove
) -> None:
    files = _with_fixes()
    _write(tmp_path, files)
    done = _lint(command, tmp_path, "--diff")
    assert done.returncode == 1
    assert _content(tmp_path) == files, "--diff wrote something"
    _apply(tmp_path, done.stdout)
    assert _content(tmp_path) == _content(mended)
    prove("file mended by a diff", "git apply", len(files))


def _apply(folder: Path, diff: bytes) -> None:
    git(folder, "init", "--quiet")
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=diff,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode() + diff.decode(errors="replace")


# One file each, with the bytes that --fix makes of it.
ONE_BY_ONE = [
    pytest.param("appspec.yml", MODE, MENDED_MODE, id="mode"),
    pytest.param("appspec.yml", "\ufeff" + MODE, "\ufeff" + MENDED_MODE, id="byte order mark"),
    pytest.param(
        "appspec.yml", MODE.replace("\n", "\r\n"), MENDED_MODE.replace("\n", "\r\n"), id="CRLF"
    ),
    pytest.param("appspec.yml", MODE.rstrip("\n"), MENDED_MODE.rstrip("\n"), id="no line end"),
    pytest.param(
        "appspec.yml",
        MODE.replace("/srv/shop ", "'/srv/漢字 😀'\t"),
        MENDED_MODE.replace("/srv/shop ", "'/srv/漢字 😀'\t"),
        id="wide characters and a tab",
    ),
    pytest.param(
        "appspec.yml",
        "{version: 0.0, os: linux, permissions: [{object: '漢', mode: 0755}]}\n",
        "{version: 0.0, os: linux, permissions: [{object: '漢', mode: \"0755\"}]}\n",
        id="flow",
    ),
    pytest.param("appspec.yml", MODE.replace("0.0", "'0.0'"), MENDED_MODE, id="version in quotes"),
    pytest.param("appspec.yml", MODE.replace("linux", "Linux"), MENDED_MODE, id="case of os"),
    pytest.param("appspec.yml", MODE.replace("mode", "mod"), MENDED_MODE, id="two rounds"),
    pytest.param(
        "appspec.yml",
        "version: 0.0\nos: linux\nfiles:\n  - source: ''\n    destination: 2026\n",
        "version: 0.0\nos: linux\nfiles:\n  - source: '/'\n    destination: \"2026\"\n",
        id="source and destination",
    ),
    pytest.param(
        "appspec.yml",
        "version: 0.0\nos: linux\nx-on: 2026-05-01 # it\nhooks:\n  afterInstal:\n"
        '    - location: a.sh\n      timeout: "300s"\n',
        'version: 0.0\nos: linux\nx-on: "2026-05-01" # it\nhooks:\n  AfterInstall:\n'
        "    - location: a.sh\n      timeout: 300\n",
        id="date, event, timeout",
    ),
    pytest.param(
        "appspec.json",
        '{"version": "0.0", "os": "Linux", "files": [{"sourc": 7, "destination": "/a"}]}\n',
        '{"version": 0.0, "os": "linux", "files": [{"source": "7", "destination": "/a"}]}\n',
        id="AppSpec in JSON",
    ),
    pytest.param("buildspec.yml", PHASE, MENDED_PHASE, id="phase"),
    pytest.param(
        "buildspec.json",
        '{"version":\t"0.2", "batch": {"build-fanout": {"parallelism": 2}},\n'
        '\t"phases": {"biuld": {"command": ["make"]}}}\n',
        '{"version":\t0.2, "batch": {"build-fanout": {"parallelism": 2}},\n'
        '\t"phases": {"build": {"commands": ["make"]}}}\n',
        id="buildspec in JSON, with tabs",
    ),
    pytest.param(
        "buildspec.yml",
        "version: 0.2\nenv:\n  exported-variables: TAG\nphases:\n  install:\n"
        "    runtime-versions:\n      node: v22\n      python: 3.10\n      jdk: 17\n  build:\n"
        "    commands:\n      - echo it's: done\n      - echo ok:\n",
        "version: 0.2\nenv:\n  exported-variables: [TAG]\nphases:\n  install:\n"
        '    runtime-versions:\n      nodejs: "22"\n      python: "3.10"\n      java: corretto17\n'
        "  build:\n    commands:\n      - 'echo it''s: done'\n      - 'echo ok:'\n",
        id="list of one, runtimes, commands",
    ),
    pytest.param(
        "samconfig.yaml",
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      'stack-name': orders\n",
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      'stack_name': orders\n",
        id="key in quotes",
    ),
]


@pytest.mark.parametrize(("name", "before", "after"), ONE_BY_ONE)
def test_fix_writes_just_this(
    awsdev: Run, tmp_path: Path, name: str, before: str, after: str
) -> None:
    (tmp_path / name).write_bytes(before.encode())
    awsdev("lint", "--fix", name)
    assert (tmp_path / name).read_bytes().decode() == after
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - names alone


@NO_GIT
@pytest.mark.parametrize(("name", "before", "after"), ONE_BY_ONE)
def test_git_applies_just_this(
    awsdev: Run, command: str, tmp_path: Path, name: str, before: str, after: str
) -> None:
    # What is awkward in a name is quoted, and the last line may lack its end.
    folder = tmp_path / 'a "b" é'
    folder.mkdir()
    (folder / name).write_bytes(before.encode())
    _apply(tmp_path, _lint(command, tmp_path, "--diff").stdout)
    assert (folder / name).read_bytes().decode() == after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "appspec.yml",
            "version: 0.0\nos: linux\npermissions:\n  - {object: /a, mode: &m 0755}\n"
            "  - {object: /b, mode: *m}\n",
            id="anchor",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build: &b\n    command: [make]\n  post_build: *b\n",
            id="shared mapping",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nx: &x {commands: [make]}\nphases:\n  build:\n    <<: *x\n"
            "    command: [make]\n",
            id="merge key",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    commands: [make]\n    command: [make]\n",
            id="the right key is there",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    command: [make]\n    comands: [make]\n",
            id="two slips of one key",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  rebuild:\n    commands: [make]\n",
            id="two names are near",
        ),
        pytest.param(
            "buildspec.yml",
            "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b # c\n"
            "      - [echo a: b, c]\n      - |\n        make\n",
            id="commands that are not plain",
        ),
        pytest.param(
            "appspec.yml",
            "version: 0.0\nResources:\n  - Shop:\n      Type: AWS::ECS::Service\n"
            "      Properties:\n        TaskDefinition: a\n        LoadBalancerInfo:\n"
            "          ContainerName: a\n          ContainerPort: 1\nHooks:\n"
            "  - AfterInstal: f\n  - AfterInstall: g\n",
            id="the event is listed already",
        ),
    ],
)
def test_what_is_not_certain_is_left_alone(
    awsdev: Run, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    done = awsdev("lint", "--fix")
    assert "nothing that could be mended" in done.stderr
    assert done.returncode == 1
    assert (tmp_path / name).read_text() == text


def test_a_fix_that_does_harm_keeps_no_other_back(awsdev: Run, tmp_path: Path) -> None:
    # As `timeout` the value would be an error that nothing mends.
    text = MODE + "hooks:\n  AfterInstal:\n    - location: a.sh\n      timeot: soon\n"
    (tmp_path / "appspec.yml").write_text(text)
    done = awsdev("lint", "--fix")
    assert (tmp_path / "appspec.yml").read_text() == text.replace("0755", '"0755"').replace(
        "AfterInstal", "AfterInstall"
    )
    assert "2 findings in 1 file mended" in done.stderr


def test_only_what_is_selected_is_mended_in_every_round(awsdev: Run, tmp_path: Path) -> None:
    text = MODE.replace("linux", "Linux")
    (tmp_path / "appspec.yml").write_text(text)
    # The mode is looked at only once the system is known.
    awsdev("lint", "--fix", "--select", "AS104")
    assert (tmp_path / "appspec.yml").read_text() == text.replace("Linux", "linux")
    awsdev("lint", "--fix", "--ignore", "AS301")
    assert (tmp_path / "appspec.yml").read_text() == MODE
    (tmp_path / ".awsdev.yaml").write_text("lint:\n  ignore: [AS3]\n")
    awsdev("lint", "--fix")
    (tmp_path / ".awsdev.yaml").unlink()
    assert (tmp_path / "appspec.yml").read_text() == MODE
    wrong = MODE.replace("os:", "so:\nos:").replace("0.0", '"0.0"')
    (tmp_path / "appspec.yml").write_text(wrong)
    done = awsdev("lint", "--select", "AS301", "--fix")
    assert (tmp_path / "appspec.yml").read_text() == wrong.replace("0755", '"0755"')
    assert done.returncode == 0


def test_a_comment_goes_only_where_it_says_nothing_else(awsdev: Run, tmp_path: Path) -> None:
    lines = [
        "version: 0.2",
        "phases:",
        "  build:",
        "    commands:",
        "      - make # awsdev: ignore[BS206]",
        "      - make # for dash, awsdev: ignore[BS206]",
        "      - '[[ -f a ]] && make' # awsdev: ignore[BS206] awsdev: ignore[BS201]",
        "      # awsdev: ignore[BS206]",
        "      - make",
    ]
    (tmp_path / "buildspec.yml").write_text("\n".join(lines) + "\n")
    awsdev("lint", "--fix")
    kept = ["      - make", *lines[5:7], lines[8]]
    assert (tmp_path / "buildspec.yml").read_text().splitlines() == [*lines[:4], *kept]


def test_exit_statuses(awsdev: Run, tmp_path: Path) -> None:
    file = tmp_path / "appspec.yml"
    file.write_text(MODE)
    told = awsdev("lint")
    assert told.stdout.splitlines()[-1] == "1 error in 1 file; 1 can be mended with --fix."
    shown = awsdev("lint", "--diff")
    assert (shown.returncode, file.read_text()) == (1, MODE)
    assert shown.stderr == "awsdev: 1 finding in 1 file can be mended; --fix does it\n"
    assert '+    mode: "0755"' in shown.stdout.splitlines()
    done = awsdev("lint", "--fix")
    assert (done.returncode, done.stdout) == (0, "No findings in 1 file.\n")
    assert done.stderr == "awsdev: 1 finding in 1 file mended\n"
    nothing = awsdev("lint", "--diff")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    missing = awsdev("lint", "--diff", "no.yml")
    assert missing.returncode == 2
    refused = awsdev("lint", "--fix", "-", stdin=MODE)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1


def test_fix_reports_what_is_left(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "appspec.yml").write_text(MODE + "    owner: [shop]\n")
    done = awsdev("lint", "--fix", "--format", "github")
    assert done.returncode == 1
    command, summary = done.stdout.splitlines()
    assert "title=AS103" in command
    assert summary == "1 error in 1 file."


@pytest.mark.parametrize("path", ["appspec.yaml", "./appspec.yaml", ".", "*.yaml"])
def test_a_renamed_file_is_reported_under_its_new_name(
    awsdev: Run, tmp_path: Path, path: str
) -> None:
    (tmp_path / "appspec.yaml").write_text(MODE.replace("0755", "u+x"))
    done = awsdev("lint", "--fix", path)
    assert [file.name for file in tmp_path.iterdir()] == ["appspec.yml"]
    assert done.returncode == 1
    assert done.stdout.startswith("appspec.yml:5:11: error AS302")
    assert awsdev("lint", "--fix").returncode == 1


@NO_GIT
def test_git_applies_a_rename_with_changes(command: str, tmp_path: Path) -> None:
    (tmp_path / "appspec.yaml").write_text(MODE)
    _apply(tmp_path, _lint(command, tmp_path, "--diff").stdout)
    assert _content(tmp_path) == {"appspec.yml": MENDED_MODE.encode()}


@pytest.mark.parametrize(
    "names", [("appspec.yaml", "appspec.yml"), ("appspec.yaml", "appspec.YML")]
)
def test_a_name_that_is_taken_is_refused(
    awsdev: Run, tmp_path: Path, names: tuple[str, str]
) -> None:
    for name in names:
        (tmp_path / name).write_text(MODE)
    if len(os.listdir(tmp_path)) == 1:  # noqa: PTH208 - names alone
        pytest.skip("case does not count on this disk")
    before = _content(tmp_path)
    done = awsdev("lint", "--fix")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "appspec.yml is there already" in done.stderr
    assert _content(tmp_path) == before


def test_modes_and_links_stay(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    target, link = tmp_path / "ci/shop.yml", tmp_path / "appspec.yml"
    target.write_text(MODE)
    target.chmod(0o640)
    link.symlink_to("ci/shop.yml")
    done = awsdev("lint", "--fix")
    assert "1 finding in 1 file mended" in done.stderr
    assert link.is_symlink()
    assert os.readlink(link) == "ci/shop.yml"  # noqa: PTH115 - as it stands in the link
    assert target.read_text() == MENDED_MODE
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_file_that_has_two_names_is_mended_once(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "appspec.yml").write_text(MODE)
    (tmp_path / "a/appspec.yml").symlink_to("../appspec.yml")
    done = awsdev("lint", "--fix")
    assert (done.returncode, done.stderr) == (0, "awsdev: 1 finding in 1 file mended\n")
    assert (tmp_path / "appspec.yml").read_text() == MENDED_MODE


@NO_GIT
def test_git_applies_a_diff_of_a_link(command: str, tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci/shop.txt").write_text(MODE)
    (tmp_path / "appspec.yaml").symlink_to("ci/shop.txt")
    _apply(tmp_path, _lint(command, tmp_path, "--diff").stdout)
    assert (tmp_path / "ci/shop.txt").read_text() == MENDED_MODE
    assert (tmp_path / "appspec.yml").is_symlink()


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no users here")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_written_stays(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "appspec.yml")
        file.write_text(MODE)
        monkeypatch.chdir(folder)
        mended = mend(lint_files(find_files(["."])), takes=_all, family="", limits=ONE_JOB)
        file.chmod(0o444 if what == "file" else 0o644)
        folder.chmod(0o555 if what == "folder" else 0o755)
        with _as_nobody(folder, file), pytest.raises(AwsdevError) as refusal:
            write_mended(mended)
        assert str(refusal.value) == "appspec.yml: it cannot be written: Permission denied"
        assert refusal.value.status == 2
        assert _content(folder) == {"appspec.yml": MODE.encode()}
        folder.chmod(0o755)
        monkeypatch.undo()


@contextmanager
def _as_nobody(*paths: Path) -> Iterator[None]:
    """Act as a user whose permissions count, where the tests run as one whose do not."""
    if os.geteuid():
        yield
        return
    for path in paths:
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def _all(_finding: Finding) -> bool:
    return True


def test_a_file_that_changed_meanwhile_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "appspec.yml"
    file.write_text(MODE)
    report = lint_files(find_files(["."]))
    mended = mend(report, takes=_all, family="", limits=ONE_JOB)
    file.write_text("# mine\n" + MODE)
    with pytest.raises(AwsdevError, match="changed while it was linted"):
        write_mended(mended)
    # What was linted is another file than what would be mended.
    with pytest.raises(AwsdevError, match="changed while it was linted"):
        mend(report, takes=_all, family="", limits=ONE_JOB)
    assert file.read_text() == "# mine\n" + MODE
    file.unlink()
    with pytest.raises(AwsdevError, match="can no longer be read"):
        write_mended(mended)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_run_that_is_killed_leaves_whole_files(
    command: str, tmp_path: Path, prove: Prove
) -> None:
    names = [f"{number}/appspec.yml" for number in range(40)]
    # Enough that it takes its time to write them; more of it would only take longer to lint.
    filler = "".join(f"# {number}\n" for number in range(5_000))
    old, new = (f"{text}{filler}".encode() for text in (MODE, MENDED_MODE))
    began = time.monotonic()
    _write(tmp_path, dict.fromkeys(names, old))
    _lint(command, tmp_path, "--fix")
    whole = time.monotonic() - began
    some = 0
    for turn in range(12):
        _write(tmp_path, dict.fromkeys(names, old))
        process = subprocess.Popen(
            [command, "lint", "--no-cache", "--fix"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        first, last = (tmp_path / name for name in (names[0], sorted(names)[-1]))
        # Written in order: the kill falls between the first file and the last.
        while process.poll() is None and first.read_bytes() == old:
            time.sleep(0.0005)
        time.sleep(turn * 0.001)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
        states = {(tmp_path / name).read_bytes() for name in names}
        assert states <= {old, new}
        some += first.read_bytes() == new and last.read_bytes() == old
        for stray in tmp_path.rglob(".awsdev-*"):
            stray.unlink()
    assert some, f"never killed on the way; a whole run takes {whole:.1f} s"
    prove("file whole after a kill", "SIGKILL", 12 * len(names))
