"""Proves examples/hosting.yaml: routes reach the app, files do not, no secret stands in it."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_ROUTES = ("/", "/orders", "/orders/a-17", "/orders/a-17/edit")
_FILES = ("/assets/index-4f2a.js", "/favicon.ico", "/robots.txt", "/fonts/inter.woff2")


class _Loader(yaml.SafeLoader):
    """Reads a template; what a function makes of its argument does not matter here."""


_Loader.add_multi_constructor("!", lambda loader, _, node: loader.construct_scalar(node))


def prove(path: Path) -> None:
    """Try the rewrite rule, read the headers, and look at where the secrets come from."""
    resources = _Loader(path.read_text("utf-8")).get_single_data()["Resources"]
    app = resources["Shop"]["Properties"]

    (rule,) = app["CustomRules"]
    pattern = re.fullmatch(r"</(.*)/>", rule["Source"])
    assert pattern, "a regular expression stands between </ and />"
    assert all(re.search(pattern[1], each) for each in _ROUTES)
    assert not any(re.search(pattern[1], each) for each in _FILES)
    assert (rule["Target"], rule["Status"]) == ("/index.html", "200")

    (everywhere,) = yaml.safe_load(app["CustomHeaders"])["customHeaders"]
    assert everywhere["pattern"] == "**/*"
    assert all(set(header) == {"key", "value"} for header in everywhere["headers"])

    password = resources["Develop"]["Properties"]["BasicAuthConfig"]["Password"]
    for secret in (app["AccessToken"], password):
        assert re.fullmatch(r"\{\{resolve:secretsmanager:[\w/]+:SecretString:\w+\}\}", secret)
