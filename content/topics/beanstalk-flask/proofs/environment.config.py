"""Proves environment.config: YAML, one value per option, and it fits application.py."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_POLICIES = ("AllAtOnce", "Rolling", "RollingWithAdditionalBatch", "Immutable", "TrafficSplitting")
_NAMESPACE = re.compile(r"aws:[a-z]+(:[a-z]+)+")


def prove(path: Path) -> None:
    """Read the options, and look up in the application what they name."""
    document = yaml.safe_load(path.read_text("utf-8"))
    assert list(document) == ["option_settings"]
    settings = document["option_settings"]
    for namespace, options in settings.items():
        assert _NAMESPACE.fullmatch(namespace), namespace
        assert all(isinstance(value, str | int | bool) for value in options.values())

    assert settings["aws:elasticbeanstalk:command"]["DeploymentPolicy"] in _POLICIES

    source = (path.parent / "application.py").read_text("utf-8")
    _, name = settings["aws:elasticbeanstalk:container:python"]["WSGIPath"].split(":")
    assert f"\n{name} = Flask(" in source
    health = settings["aws:elasticbeanstalk:application"]["Application Healthcheck URL"]
    assert f'@{name}.get("{health}")' in source
    for variable in settings["aws:elasticbeanstalk:application:environment"]:
        assert f'"{variable}"' in source
