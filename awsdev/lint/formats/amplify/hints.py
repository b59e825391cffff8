"""What to do about keys that Amplify does not know."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Fix
from awsdev.lint.formats.amplify.grammar import PHASES, homes_of, straying
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.fixes import Fixes
from awsdev.names import name_key, valid_ones

_OF_BUILDSPEC = {
    "base-directory": "baseDirectory",
    "environment": "env",
    "pre_build": "preBuild",
    "post_build": "postBuild",
}
"""Keys of build specifications, and Amplify's for the same."""
_HINTS = {
    "customRules": "redirects are set in the console, or by CustomRules of AWS::Amplify::App",
    "runtime-versions": "choose Node.js with nvm use in preBuild, or in the console",
    "install": "what is installed first belongs to preBuild",
    "environment_variables": "write env, and variables below it",
}


def strayings_of(document: Document, sort: Sort) -> Iterator[Straying]:
    """Yield the strayings of one sort, each once however often an alias repeats it."""
    seen = set()
    for stray in straying(document):
        key = (id(stray.at), stray.name)
        if stray.sort is sort and key not in seen:
            seen.add(key)
            yield stray


def key_hint(stray: Straying) -> str:
    """Return what to do about an unknown key."""
    if stray.name in _HINTS:
        return _HINTS[stray.name]
    meant = _meant(stray)
    homes = [home for home in homes_of(stray.name) if home != stray.place]
    if not meant and 0 < len(homes) <= 3:
        listed = " and ".join(homes)
        if stray.route[:1] == ("applications",):
            listed = listed.replace("the top level", "the application")
        return f"it belongs to {listed}; valid here: {', '.join(stray.expected)}"
    return valid_ones(stray.name, stray.expected, meant=meant)


def phase_hint(stray: Straying) -> str:
    """Return what to do about a phase that does not exist."""
    section = str(stray.route[-2]) if len(stray.route) > 1 else ""
    phases = PHASES.get(section, stray.expected)
    if stray.name in ("artifacts", "cache"):
        return f"move {stray.name} out of phases: it stands beside them"
    if stray.name in _HINTS:
        return _HINTS[stray.name]
    return valid_ones(stray.name, phases, meant=_meant(stray), label="phases")


def respelling(stray: Straying, fixes: Fixes) -> Fix | None:
    """Return what gives an unknown key its right name, where that is certain."""
    return fixes.respell(stray.at, _meant(stray))


def _meant(stray: Straying) -> str:
    """Return the key of which only case or separators differ, or CodeBuild's for it."""
    if _OF_BUILDSPEC.get(stray.name) in stray.expected:
        return _OF_BUILDSPEC[stray.name]
    same = [known for known in stray.expected if name_key(known) == name_key(stray.name)]
    return same[0] if len(same) == 1 else ""
