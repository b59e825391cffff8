"""The rules against botocore, which the AWS CLI asks first, and cfn-lint, which knows Fargate."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape
from botocore.validate import ParamValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.taskdefinition.fargate_sizes import as_units, memory_for, processors
from awsdev.lint.formats.taskdefinition.grammar import task_definition
from awsdev.lint.grammars import shape
from awsdev.lint.rules.check import check_document
from tests.conftest import Prove

HERE = Path(__file__).parent
JSON = sorted([*(HERE / "good").glob("*.json"), *(HERE / "bad").glob("*.json")])
CLI = "Parameter validation failed: "
# AWS's action for GitHub takes these out, the CLI does not: warnings.
TAKEN_OUT = {"TD106", "TD107"}


@cache
def input_shape() -> Shape:
    model = ServiceModel(Loader().load_service_model("ecs", "service-2"), "ecs")
    return model.operation_model("RegisterTaskDefinition").input_shape


def botocore_says(data: Any) -> set[str]:
    report = ParamValidator().validate(data, input_shape())
    return {f"{CLI}{line}" for line in report.generate_report().splitlines()}


def findings_in(text: str) -> list[Finding]:
    return check_document(parse_yaml(text, "taskdef.json"), "ecs-task-definition")


def refused_before_sent(found: list[Finding]) -> list[Finding]:
    """Return the findings that stand for what the CLI itself refuses."""
    said = [one for one in found if one.service_error.startswith(CLI)]
    return [*said, *(one for one in found if one.code in TAKEN_OUT and one not in said)]


# Numbers that are still to be put in, and an answer of ECS, of which one finding is enough.
TOLD_OTHERWISE = {"templated.json", "TD101-answer.json"}
SENT = [path for path in JSON if path.name not in TOLD_OTHERWISE]


@pytest.mark.parametrize("path", SENT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_botocore_refuses_the_same_in_the_same_words(path: Path, prove: Prove) -> None:
    text = path.read_text("utf-8")
    said, found = botocore_says(json.loads(text)), refused_before_sent(findings_in(text))
    assert bool(said) == bool(found)
    if not {one.code for one in found} & TAKEN_OUT:
        assert said == {one.service_error for one in found}
    prove("task definition", "botocore")


WRONG = st.sampled_from(["text", 5, 1.5, None, [], {}, ["a"], {"a": "b"}, [1], True])


def valid(grammar: shape.Shape) -> st.SearchStrategy[Any]:
    """Return values that a shape takes."""
    values: st.SearchStrategy[Any] = st.none()
    match grammar:
        case shape.Text(choices):
            values = st.sampled_from(choices or ("a", "b"))
        case shape.Whole():
            values = st.integers(1, 70_000)
        case shape.YesNo():
            values = st.booleans()
        case shape.ListOf(item):
            values = st.lists(any_of(item), max_size=2)
        case shape.MapOf(value):
            values = st.dictionaries(st.sampled_from(["a", "b"]), any_of(value), max_size=2)
        case shape.Keys(known, required):
            # A union needs its one member; botocore alone minds that.
            needed = {*required, *({"nvidiaMps"} & set(known))}
            members = {name: any_of(value) for name, value in known.items()}
            must = {name: members[name] for name in needed}
            may = {name: value for name, value in members.items() if name not in needed}
            values = st.fixed_dictionaries(must, optional=may)
    return values


def any_of(grammar: shape.Shape) -> st.SearchStrategy[Any]:
    """Return values that a shape takes, and now and then others."""
    # botocore takes a boolean for a number: to Python it is one.
    wrong = WRONG.filter(lambda value: value is not True)
    wrong = wrong if isinstance(grammar, shape.Whole) else WRONG
    if isinstance(grammar, shape.Keys) and "nvidiaMps" in grammar.known:
        wrong = st.just("text")
    return st.integers(0, 40).flatmap(lambda n: wrong if n == 40 else valid(grammar))


def tampered(data: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return the same, or the same with a key too many or too few at the top."""
    without = [
        {name: value for name, value in data.items() if name != left_out} for left_out in data
    ]
    more = [{**data, "revision": 1}, {**data, "Family": "a"}]
    return st.sampled_from([data, data, data, *without, *more])


TASKS = st.deferred(lambda: valid(task_definition()).flatmap(tampered))


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(TASKS)
def test_botocore_and_the_rules_refuse_the_same(data: dict[str, Any]) -> None:
    found = refused_before_sent(findings_in(json.dumps(data)))
    assert bool(botocore_says(data)) == bool(found), botocore_says(data)


def cfn_lint_says(tasks: dict[str, dict[str, Any]]) -> set[str]:
    """Return the names of those tasks that cfn-lint has an error of Fargate's for."""
    templates = {}
    for name, data in tasks.items():
        properties = _capitalized(data)
        template = {
            "Resources": {"T": {"Type": "AWS::ECS::TaskDefinition", "Properties": properties}}
        }
        templates[f"{name}/template.json"] = json.dumps(template).encode()
    report = lint_data(templates)
    of_fargate = {"E3047", "E3048", "E3042", "E3046", "E3053"}
    return {
        Path(one.path).parent.name
        for one in report.findings
        if one.severity is Severity.ERROR and one.code in of_fargate
    }


def _capitalized(data: Any) -> Any:
    if isinstance(data, dict):
        free = ("options", "dockerLabels")
        return {
            f"{key[0].upper()}{key[1:]}": value if key in free else _capitalized(value)
            for key, value in data.items()
        }
    return [_capitalized(item) for item in data] if isinstance(data, list) else data


SEEN_BY_CFN_LINT = ("TD201", "TD301.json", "TD401", "TD402", "TD501", "TD504")
# cfn-lint's words for a task without an option of placement are those for a wrong one.
NAMED = [path for path in JSON if path.name.startswith(SEEN_BY_CFN_LINT)]
# cfn-lint knows no units with a point and a nought, and no placeholders.
CLEAN = [
    path
    for path in JSON
    if path.parent.name == "good" and path.name not in ("templated.json", "pipeline.json")
]


@pytest.fixture(scope="module")
def refused_by_cfn_lint() -> set[str]:
    return cfn_lint_says({path.name: json.loads(path.read_text("utf-8")) for path in NAMED + CLEAN})


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.name)
def test_cfn_lint_refuses_it_too(path: Path, refused_by_cfn_lint: set[str], prove: Prove) -> None:
    assert path.name in refused_by_cfn_lint
    prove("task definition", "cfn-lint")


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_cfn_lint_takes_what_is_clean(path: Path, refused_by_cfn_lint: set[str]) -> None:
    assert path.name not in refused_by_cfn_lint


def test_the_table_of_sizes_is_cfn_lints() -> None:
    fargate = {"family": "a", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]}
    container = [{"name": "a", "image": "a:1"}]
    amounts = sorted({each for cpu in processors() for each in memory_for(cpu) or ()})[::7]
    sizes = {
        f"{cpu}-{memory}": {
            **fargate,
            "cpu": str(cpu),
            "memory": str(memory),
            "containerDefinitions": container,
        }
        for cpu in processors()
        for memory in [*amounts, 4096, 61_440]
    }
    ours = {
        name
        for name, data in sizes.items()
        if any(one.code == "TD402" for one in findings_in(json.dumps(data)))
    }
    assert ours == cfn_lint_says(sizes)
    assert ours
    assert set(sizes) - ours


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        *(("1024", "cpu", 1024), ("1 vCPU", "cpu", 1024), (".25vcpu", "cpu", 256)),
        *(("0.5 GB", "memory", 512), ("2gb", "memory", 2048), ("512 MB", "memory", 512)),
        *(("1 GB", "cpu", None), ("1 vCPU", "memory", None), ("much", "cpu", None)),
        *(("", "cpu", None), ("0.3 vCPU", "cpu", None), ("9" * 40, "cpu", None)),
    ],
)
def test_units(text: str, kind: str, units: int | None) -> None:
    assert as_units(text, kind) == units


def documentation_of(route: str) -> str:
    """Return what botocore's model says of a member of the input."""
    here = input_shape()
    for name in route.split("."):
        while here.type_name == "list":
            here = here.member
        here = here.members[name]
    return str(here.documentation)


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("networkMode", "the <code>awsvpc</code> network mode is required"),
        ("cpu", "required for Fargate"),
        ("ipcMode", "not supported for Windows containers or tasks run on Fargate"),
        ("pidMode", "On Fargate for Linux containers, the only valid value is <code>task</code>"),
        (
            "volumes.host.sourcePath",
            "the <code>sourcePath</code> parameter is not supported",
        ),
        ("volumes.dockerVolumeConfiguration", "Docker volumes aren't supported by tasks run on"),
        ("containerDefinitions.privileged", "not supported for Windows containers or tasks run on"),
        ("containerDefinitions.dockerSecurityOptions", "isn't valid for containers in tasks using"),
        ("containerDefinitions.stopTimeout", "the max stop timeout value is 120 seconds"),
        ("containerDefinitions.linuxParameters.devices", "parameter isn't supported"),
        ("containerDefinitions.linuxParameters.sharedMemorySize", "parameter is not supported"),
        ("containerDefinitions.linuxParameters.maxSwap", "parameter isn't supported"),
        ("containerDefinitions.linuxParameters.swappiness", "parameter isn't supported"),
        ("containerDefinitions.hostname", "not supported if you're using the <code>awsvpc</code>"),
        ("containerDefinitions.extraHosts", "or tasks that use the <code>awsvpc</code> network"),
        ("containerDefinitions.essential", "All tasks must have at least one essential container"),
        ("containerDefinitions.memoryReservation", "must be greater than"),
        ("containerDefinitions.healthCheck.command", "must start with <code>CMD</code>"),
        ("containerDefinitions.logConfiguration.options", "Required: Yes, when using Fargate"),
        ("containerDefinitions.portMappings.hostPort", "left blank or set to the same value as"),
        ("ephemeralStorage.sizeInGiB", "The minimum supported value is <code>21</code>"),
        ("ephemeralStorage.sizeInGiB", "the maximum supported value is <code>200</code>"),
    ],
)
def test_the_model_says_so(route: str, words: str, prove: Prove) -> None:
    text = " ".join(documentation_of(route).split())
    assert words in text.replace("’", "'"), text
    prove("rule of task definitions", "botocore's documentation")
