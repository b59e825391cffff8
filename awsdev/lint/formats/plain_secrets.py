"""Whether a text is a secret, told by its form or by the name it stands under.

What is returned never holds any of the text: a finding must not spread what it warns of.
"""

from __future__ import annotations

import re

_FORMS = {
    "an AWS access key id": r"(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])",
    "a private key": r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----",
    "a GitHub token": r"(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{30})",
    "a GitLab token": r"(?<!\w)glpat-[\w-]{20}",
    "a Slack token": r"(?<!\w)xox[abeoprs]-[A-Za-z0-9-]{20}",
    "a Slack webhook": r"https://hooks\.slack\.com/services/T\w{8,20}/B\w{8,20}/\w{20}",
    "a Stripe key": r"(?<!\w)(?:sk|rk)_live_[A-Za-z0-9]{20}",
    "a Google API key": r"(?<!\w)AIza[\w-]{35}",
    "a SendGrid key": r"(?<!\w)SG\.[\w-]{20,40}\.[\w-]{40}",
    "an npm token": r"(?<!\w)npm_[A-Za-z0-9]{36}",
    "a PyPI token": r"(?<!\w)pypi-AgE[\w-]{40}",
    "an address with a password": (
        r"(?<!\w)\w{2,20}://[^\s:/@${}<>]{1,99}:[^\s:/@${}<>*]{3,99}@[\w$]"
    ),
}
_BY_FORM = {kind: re.compile(form) for kind, form in _FORMS.items()}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# What a name ends in that says secret; what stands before `key` decides.
_PASSWORDS = {"password", "passwd", "passphrase", "pwd"}
_OTHERS = {"secret", "token", "apikey", "privatekey", "secretkey", "signingkey", "accesskey"}
_KEYS = {"api", "private", "secret", "signing"}
_ACCESS = ["secret", "access"]
# Texts that say themselves that they are none: `changeme`, `<your token>`, `dev/db-password`.
_PLACEHOLDER = re.compile(
    r"change|replace|your|example|sample|dummy|fake|mock|todo|tbd|fixme|placeholder|insert|redacted"
    r"|password|passwd|secret|token|credential|key|test|xxx|\*\*\*|\.\.\.|lorem|foobar"
    r"|not[ _-]?(?:set|used)|unset|[<>\[\]{}%$\s]",
    re.IGNORECASE,
)
_SWITCHES = {
    *("true", "false", "yes", "no", "on", "off", "none", "null", "nil", "undefined", "default"),
    *("enabled", "disabled", "auto", "required", "optional", "plain", "basic", "bearer", "jwt"),
    "string",
}
_REFERENCE = re.compile(r"arn:|alias/|ssm:|secretsmanager:|s3:|https?:|file:|[./~]", re.IGNORECASE)
# A word, a number or a version: what names are made of, and random texts rarely.
_WORDLIKE = re.compile(r"[A-Za-z][a-z]*\d{0,2}|[A-Z]+\d{0,2}|v?\d{1,4}")
_SHORTEST_PASSWORD, _SHORTEST_RANDOM = 4, 16


def kind_of_secret(text: str) -> str:
    """Return what kind of secret a text is or holds, told by its form; empty where it is none.

    What AWS and others use as examples (`AKIAIOSFODNN7EXAMPLE`) is none.
    """
    for kind, form in _BY_FORM.items():
        found = form.search(text)
        if found and not re.search("example|xxxx", found.group(), re.IGNORECASE):
            return kind
    return ""


def names_secret(name: str) -> bool:
    """Return whether a name says that what stands under it is a secret.

    `DB_PASSWORD` and `ApiKey` do; `SECRET_NAME`, `TOKEN_URL` and `PasswordLength` do not.
    """
    words = _words(name)
    return bool(words) and (words[-1] in _PASSWORDS or _ends_in_other(words))


def is_secret(name: str, text: str) -> bool:
    """Return whether a text under a name is likely the secret itself.

    It is not where it says that it is a placeholder, where it refers to a secret (an ARN, a
    path, the name of one), or where it is a switch.
    """
    words = _words(name)
    if not names_secret(name) or _PLACEHOLDER.search(text) or _REFERENCE.match(text):
        return False
    if text.lower() in _SWITCHES or len(set(text)) < 3:
        return False
    if words[-1] in _PASSWORDS:
        return len(text) >= _SHORTEST_PASSWORD and "/" not in text
    return len(text) >= _SHORTEST_RANDOM and not _is_wordlike(text)


def _words(name: str) -> list[str]:
    """Return a name's words in lower case, without a number at its end."""
    words = [word.lower() for word in _WORDS.findall(name)]
    while words and words[-1].isdigit():
        words.pop()
    return words


def _ends_in_other(words: list[str]) -> bool:
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    return last in _OTHERS or (last == "key" and (before in _KEYS or words[-3:-1] == _ACCESS))


def _is_wordlike(text: str) -> bool:
    """Return whether a text is made like a name: `orders-service-v2`."""
    return all(_WORDLIKE.fullmatch(part) for part in re.split(r"[-_./:@+=]", text) if part)
