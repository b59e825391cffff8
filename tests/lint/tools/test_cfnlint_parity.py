"""awsdev says of a template all that the cfn-lint command says, word for word."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding
from benchmarks.corpus import write_templates
from tests.conftest import ROOT, Prove, Run

FIXTURES = ROOT / "tests" / "lint" / "fixtures" / "templates"
EXAMPLES = ROOT / "content" / "topics"
# What cfn-lint is asked about: templates, told apart from other files by what they must hold.
TEMPLATES = sorted(
    str(path.relative_to(ROOT))
    for path in [*FIXTURES.iterdir(), *EXAMPLES.glob("*/examples/*")]
    if path.suffix in (".yaml", ".yml", ".json")
    and (path.parent == FIXTURES or "Type: AWS::" in path.read_text("utf-8"))
    and not path.name.startswith("appspec")
)
_SEVERITIES = {"Error": "error", "Warning": "warning", "Informational": "info"}

Said = tuple[str, str, str, str, int, int, int, int]


@pytest.mark.gate
@pytest.mark.timeout(600)
def test_scaffolds_in_many_variations_get_the_findings_of_the_cfn_lint_command(
    awsdev: Run, tmp_path: Path, prove: Prove
) -> None:
    """One worker lints all of them, so that what it remembers meets many templates."""
    written = write_templates(tmp_path / "templates", 60)
    names = [str(path.relative_to(tmp_path)) for path in written]
    # A mistake in every third makes sure that what is remembered are not only good answers.
    for path in written[::3]:
        path.write_text(
            path.read_text("utf-8").replace(
                "\nResources:\n",
                "\nResources:\n  Wrong:\n    Type: AWS::SQS::Queue\n    Properties: {Delay: 1}\n",
            )
        )
    expected = _cfn_lint(names, tmp_path)
    done = awsdev("lint", "--jobs", "1", "--format", "json", *names)
    report = json.loads(done.stdout)
    assert {file["status"] for file in report["files"]} == {"linted"}
    assert _of_cfn_lint(report["findings"]) == expected
    assert expected
    prove("template linted as by cfn-lint", "the cfn-lint command", len(names))


def _cfn_lint(paths: Iterable[str], cwd: Path) -> Counter[Said]:
    """Ask the real command, once for all."""
    command = str(Path(sys.executable).parent / "cfn-lint")
    done = subprocess.run(
        [command, "--format", "json", *paths], capture_output=True, cwd=cwd, check=False
    )
    assert done.stdout, done.stderr.decode()
    return Counter(_as_said(match) for match in json.loads(done.stdout))


def _as_said(match: dict[str, Any]) -> Said:
    start, end = match["Location"]["Start"], match["Location"]["End"]
    return (
        match["Filename"],
        match["Rule"]["Id"],
        _SEVERITIES[match["Level"]],
        match["Message"],
        start["LineNumber"],
        start["ColumnNumber"],
        end["LineNumber"],
        end["ColumnNumber"],
    )


def _of_cfn_lint(findings: Iterable[dict[str, Any]]) -> Counter[Said]:
    """What awsdev says on the source in cfn-lint's name: none of its own codes."""
    return Counter(
        (
            finding["path"],
            finding["code"],
            finding["severity"],
            finding["message"],
            finding["line"],
            finding["column"],
            finding["end_line"],
            finding["end_column"],
        )
        for finding in findings
        if finding["code"][:2] not in ("AD", "SM")
        and not finding["hint"].startswith("found in what SAM makes of it")
    )


@pytest.fixture(scope="module")
def expected() -> Counter[Said]:
    return _cfn_lint(TEMPLATES, ROOT)


def test_the_templates_are_worth_comparing(expected: Counter[Said]) -> None:
    codes = {said[1] for said in expected}
    assert len(TEMPLATES) > 25
    assert len(codes) > 20
    clean = set(TEMPLATES) - {said[0] for said in expected}
    assert {f"{FIXTURES.relative_to(ROOT)}/good.{end}" for end in ("yaml", "json")} <= clean


def test_files_get_the_findings_of_the_cfn_lint_command(
    awsdev: Run, expected: Counter[Said], prove: Prove
) -> None:
    done = awsdev("lint", "--kind", "cloudformation", "--format", "json", *TEMPLATES, cwd=ROOT)
    report = json.loads(done.stdout)
    assert {file["status"] for file in report["files"]} == {"linted"}
    assert _of_cfn_lint(report["findings"]) == expected
    prove("template linted as by cfn-lint", "the cfn-lint command", len(TEMPLATES))


@pytest.mark.gate
def test_what_is_not_on_disk_gets_the_same_findings(expected: Counter[Said]) -> None:
    texts = {path: (ROOT / path).read_bytes() for path in TEMPLATES}
    report = lint_data(texts, family="cloudformation")
    assert _of_cfn_lint(map(Finding.as_json, report.findings)) == expected


def test_a_configuration_file_counts_as_it_does_for_cfn_lint(awsdev: Run, tmp_path: Path) -> None:
    (tmp_path / ".cfnlintrc").write_text("ignore_checks: [E3002]\nregions: [ap-northeast-2]\n")
    for name in ("unknown-properties.yaml", "wrong-values.yaml"):
        (tmp_path / name).write_bytes((FIXTURES / name).read_bytes())
    names = sorted(path.name for path in tmp_path.glob("*.yaml"))
    done = awsdev("lint", "--format", "json", *names)
    said = _of_cfn_lint(json.loads(done.stdout)["findings"])
    assert said == _cfn_lint(names, tmp_path)
    assert said
    assert "E3002" not in {code for _, code, *_ in said}
