"""The build: it refuses what would fail on the instances, and does the same each time."""

import shutil
from pathlib import Path

import pytest

import build_revision
from build_revision import RevisionError, build

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project that a test may break."""
    copy = tmp_path / "project"
    copy.mkdir()
    for part in build_revision.PARTS:
        source = PROJECT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / part)
    return copy


def test_the_same_files_make_the_same_archive(project: Path, tmp_path: Path) -> None:
    first = build(project, tmp_path / "first")
    (project / "site/index.html").touch()

    assert build(project, tmp_path / "second") == first
    archives = [(tmp_path / name / "revision.zip").read_bytes() for name in ("first", "second")]
    assert archives[0] == archives[1]


def test_other_files_make_another_revision(project: Path, tmp_path: Path) -> None:
    first = build(project, tmp_path / "dist")
    (project / "site/index.html").write_text("<!doctype html>\n", encoding="utf-8")

    assert build(project, tmp_path / "dist") != first


def test_nothing_of_the_last_build_is_left(project: Path, tmp_path: Path) -> None:
    extra = project / "site/extra.html"
    extra.write_text("<!doctype html>\n", encoding="utf-8")
    build(project, tmp_path / "dist")
    extra.unlink()
    build(project, tmp_path / "dist")

    assert not (tmp_path / "dist/revision/site/extra.html").exists()


def test_both_forms_hold_the_same(project: Path, tmp_path: Path) -> None:
    build(project, tmp_path / "dist")
    shutil.unpack_archive(tmp_path / "dist/revision.zip", tmp_path / "unpacked")

    forms = [
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "dist/revision", tmp_path / "unpacked")
    ]
    assert forms[0] == forms[1]


def test_refuses_a_hook_without_its_script(project: Path, tmp_path: Path) -> None:
    (project / "scripts/validate_service.ps1").unlink()

    with pytest.raises(RevisionError, match=r"names scripts\\validate_service\.ps1"):
        build(project, tmp_path / "dist")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"Write-Output 'yes'\n", "line ends"),
        (b"Write-Output 'yes'\r\nWrite-Output 'no'\n", "line ends"),
        ("Write-Output '예'\r\n".encode(), "letters"),
    ],
)
def test_refuses_scripts_windows_reads_wrongly(
    project: Path, tmp_path: Path, text: bytes, reason: str
) -> None:
    (project / "scripts/common.ps1").write_bytes(text)

    with pytest.raises(RevisionError, match=reason):
        build(project, tmp_path / "dist")


def test_the_command_says_what_it_built(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_revision, "__file__", str(project / "src/build_revision.py"))

    assert build_revision.main() == 0
    assert (project / "dist/revision/revision.txt").read_text("utf-8").strip() in (
        capsys.readouterr().out
    )


def test_the_command_fails_where_the_build_does(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "scripts/application_stop.ps1").unlink()
    monkeypatch.setattr(build_revision, "__file__", str(project / "src/build_revision.py"))

    assert build_revision.main() == 1
    assert "application_stop" in capsys.readouterr().err
