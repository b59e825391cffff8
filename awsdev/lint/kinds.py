"""The kinds of AWS files there are, and what a file's name says of its kind."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """The kinds of files the linter knows."""

    CLOUDFORMATION = "cloudformation"
    SAM = "sam"
    BUILDSPEC = "buildspec"
    APPSPEC_SERVER = "appspec-server"
    """AppSpec for EC2 and on-premises."""
    APPSPEC_LAMBDA = "appspec-lambda"
    APPSPEC_ECS = "appspec-ecs"
    AMPLIFY = "amplify"
    """Build settings of Amplify Hosting."""
    IAM_POLICY = "iam-policy"
    TASK_DEFINITION = "ecs-task-definition"
    STATE_MACHINE = "state-machine"
    """A definition for Step Functions, in the Amazon States Language."""
    SAMCONFIG = "samconfig"
    MAPPING_TEMPLATE = "vtl"
    """A mapping template of API Gateway or AppSync."""


class Syntax(StrEnum):
    """How a file is written."""

    YAML = "yaml"
    """YAML or JSON."""
    TOML = "toml"
    VTL = "vtl"


TEMPLATE_SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Rules",
    "Mappings",
    "Conditions",
    "Transform",
    "Globals",
    "Resources",
    "Hooks",
    "Outputs",
)
"""The sections of a template, in the order of CloudFormation's documentation; Globals is SAM's."""

SUFFIXES = frozenset({".yml", ".yaml", ".json", ".template", ".vtl", ".vm"})
"""Endings of the files a folder is searched for."""
_NAMES = frozenset({"samconfig.toml"})
"""Names of files a folder is searched for whose endings would bring too many others."""

FAMILIES = {
    "cloudformation": (Kind.CLOUDFORMATION, Kind.SAM),
    "buildspec": (Kind.BUILDSPEC,),
    "appspec": (Kind.APPSPEC_SERVER, Kind.APPSPEC_LAMBDA, Kind.APPSPEC_ECS),
    "amplify": (Kind.AMPLIFY,),
    "iam-policy": (Kind.IAM_POLICY,),
    "ecs-task-definition": (Kind.TASK_DEFINITION,),
    "state-machine": (Kind.STATE_MACHINE,),
    "samconfig": (Kind.SAMCONFIG,),
    "vtl": (Kind.MAPPING_TEMPLATE,),
}
"""What a user may call a file whose kind cannot be told from its content or name."""

_VTL_ENDINGS = (".vtl", ".vm")
_KINDS_BY_STEM = {
    "appspec": Kind.APPSPEC_SERVER,
    "template": Kind.CLOUDFORMATION,
    "amplify": Kind.AMPLIFY,
    "samconfig": Kind.SAMCONFIG,
    "taskdef": Kind.TASK_DEFINITION,
    "task-definition": Kind.TASK_DEFINITION,
}


def is_candidate(name: str) -> bool:
    """Return whether a file of this name or path, found in a folder, is worth a look."""
    lower = PurePath(name).name.lower()
    return PurePath(lower).suffix in SUFFIXES or lower in _NAMES


def syntax_of(path: str, family: str = "") -> Syntax:
    """Return how a file is written, as its name and what the user says of it tell.

    Args:
        path: The file's name.
        family: One of `FAMILIES`; empty where the user said nothing.
    """
    name = PurePath(path).name.lower()
    if family == "vtl" or (not family and name.endswith(_VTL_ENDINGS)):
        return Syntax.VTL
    return Syntax.TOML if name.endswith(".toml") else Syntax.YAML


def kind_of_name(path: str) -> Kind | None:
    """Return the kind a file's name stands for, or None; an AppSpec file's may be another."""
    name = PurePath(path).name.lower()
    stem = name.split(".")[0]
    if stem.startswith("buildspec"):
        return Kind.BUILDSPEC
    if name.endswith(".template"):
        return Kind.CLOUDFORMATION
    if name.endswith(_VTL_ENDINGS):
        return Kind.MAPPING_TEMPLATE
    if ".asl." in name:
        return Kind.STATE_MACHINE
    return _KINDS_BY_STEM.get(stem)
