"""Every example of every topic is what it says it is."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import pytest

from awsdev.lint.engine import lint_data
from awsdev.lint.report import Report
from awsdev.notes.library import Library
from awsdev.notes.topic import Example
from tests.conftest import Prove
from tests.content.provers import javascript
from tests.content.provers.aws_cli import calls_in
from tests.content.provers.mapping_template import prove_template
from tests.content.provers.policy import check_policy
from tests.content.provers.python_code import check_style, invoke, run_proof

_LINTED = (
    *("cloudformation", "sam", "buildspec", "appspec", "amplify", "ecs-task-definition"),
    *("state-machine", "samconfig", "vtl", "iam-policy"),
)
_PYTHON = ("lambda-handler", "boto3", "python")

EXAMPLES = [
    pytest.param(example, id=f"{topic.slug}/{example.name}")
    for topic in Library().topics()
    for example in topic.examples.values()
]


@cache
def lint_report() -> Report:
    """All linted examples in one run, as texts: what else they name lies nowhere."""
    examples = (parameter.values[0] for parameter in EXAMPLES)
    return lint_data(
        {str(each.path): each.path.read_bytes() for each in examples if each.kind in _LINTED}
    )


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: Example, prove: Prove) -> None:
    if example.unproven:
        assert not example.catches
        prove("example", example.name, unproven=example.unproven)
    elif example.kind in _LINTED:
        ways = [_lint(example)]
        if example.kind == "vtl" and not example.catches:
            assert prove_template(example), "a mapping template needs `invoke`"
            ways.append("evaluated by airspeed")
        if example.kind == "iam-policy" and not example.catches:
            check_policy(example.text())
            ways.append("cfn-lint's policy schema")
        if run_proof(example):
            ways.append("its own proof")
        prove(f"example: {example.kind}{' (wrong)' * bool(example.catches)}", ", ".join(ways))
    elif example.kind in _PYTHON:
        prove(f"example: {example.kind}", _python(example))
    elif example.kind == "aws-cli":
        calls = calls_in(example.text(), example.path.parent)
        assert calls
        ways = ["botocore's models", *["run in order against moto"] * run_proof(example)]
        prove("example: aws-cli", ", ".join(ways))
        prove("AWS CLI command in an example", "botocore's models", len(calls))
    elif example.kind == "shell":
        ways = [_shell(example), *["its own proof"] * run_proof(example)]
        prove("example: shell", ", ".join(ways))
    elif example.kind in javascript.KINDS:
        javascript.check_syntax(example)
        ways = ["tree-sitter's grammar", *["its own proof"] * run_proof(example)]
        prove(f"example: {example.kind}", ", ".join(ways))
    elif run_proof(example):
        prove(f"example: {example.kind}", "its own proof")
    else:
        pytest.fail(f"{example.kind} has no proof: say why under `unproven`")


def _lint(example: Example) -> str:
    file = next(file for file in lint_report().files if file.path == str(example.path))
    assert file.kind == example.kind or file.kind.split("-")[0] == example.kind
    found = [finding.code for finding in file.findings]
    assert set(found) == ({example.catches} if example.catches else set()), file.findings
    translated = "awsdev lint and SAM translation" if example.kind == "sam" else "awsdev lint"
    return (
        f"{translated}, found by {example.catches[:2]} rules" * bool(example.catches) or translated
    )


def _python(example: Example) -> str:
    check_style(example.path)
    ways = ["ruff"]
    if example.invoke:
        invoke(example)
        ways.append("invoked")
    if run_proof(example):
        ways.append("run under moto")
    assert len(ways) > 1, "a Python example needs `invoke` or a file in proofs/"
    return ", ".join(ways)


def _shell(example: Example) -> str:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not on the path")
    done = subprocess.run([bash, "-n", example.path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return "bash -n"
