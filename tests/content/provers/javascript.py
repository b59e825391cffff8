"""JavaScript and TypeScript: parsed always, checked against the real packages where npm is."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from awsdev.notes.topic import Example

KINDS = ("javascript", "typescript")
_GRAMMARS = {
    ".js": tree_sitter_javascript.language(),
    ".mjs": tree_sitter_javascript.language(),
    ".jsx": tree_sitter_javascript.language(),
    ".ts": tree_sitter_typescript.language_typescript(),
    ".tsx": tree_sitter_typescript.language_tsx(),
}
_IMPORT = re.compile(r"""(?:from|import|require\()\s*["']([^."'][^"']*)["']""")
# What the checks are made with; majors, so that a break of theirs is told from one of ours.
_VERSIONS = {
    "typescript": "5",
    "@types/node": "22",
    "@types/react": "19",
    "@aws-amplify/backend": "1",
    "@aws-amplify/ui-react": "6",
    "aws-amplify": "6",
    "aws-cdk-lib": "2",
    "constructs": "10",
    "react": "19",
}
_OPTIONS = {
    "strict": True,
    "noEmit": True,
    "allowJs": True,
    "checkJs": True,
    "noImplicitAny": False,
    "skipLibCheck": True,
    "module": "nodenext",
    "moduleResolution": "nodenext",
    "target": "es2023",
    "lib": ["es2023", "dom"],
    "jsx": "react-jsx",
    "types": ["node"],
}


def check_syntax(example: Example) -> None:
    """Parse an example; whatever the grammar does not know is wrong."""
    parser = Parser(Language(_GRAMMARS[example.path.suffix]))
    root = parser.parse(example.path.read_bytes()).root_node
    broken = [node.start_point.row + 1 for node in _nodes(root) if node.is_error or node.is_missing]
    assert not broken, f"{example.name}: no {example.kind} in lines {broken}"


def packages_of(examples: Iterable[Example]) -> dict[str, str]:
    """Return the npm packages that examples import, with the versions to install."""
    names = {"typescript", "@types/node"}
    for example in examples:
        for module in _IMPORT.findall(example.text()):
            if not module.startswith("node:"):
                parts = module.split("/")
                names.add("/".join(parts[: 2 if module.startswith("@") else 1]))
    if "react" in names:
        names.add("@types/react")
    return {name: _VERSIONS.get(name, "latest") for name in sorted(names)}


def check_types(examples: list[Example], folder: Path) -> str:
    """Type-check examples in a folder; return what the compiler says, nothing if all is well.

    Raises:
        subprocess.CalledProcessError: The packages cannot be installed.
    """
    manifest = {"private": True, "type": "module", "dependencies": packages_of(examples)}
    (folder / "package.json").write_text(json.dumps(manifest))
    (folder / "tsconfig.json").write_text(
        json.dumps({"compilerOptions": _OPTIONS, "include": ["examples"]})
    )
    for example in examples:
        place = folder / "examples" / example.path.parent.parent.name / example.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(example.text(), "utf-8")
    install = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True)
    compiler = folder / "node_modules" / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        ["node", compiler, "-p", "."], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)
