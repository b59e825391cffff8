"""Write the mapping templates of `mappings/` into `template.yaml`, where CloudFormation reads them.

CloudFormation could read them from S3 (`AWS::Include`), but then what is deployed would no longer
be what lies here. So the template holds them, and this keeps both the same.

Run it after each change of a mapping: `python tools/inline_mappings.py`.
"""

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent

# Where a mapping belongs: a key, and behind it the name of the file.
_PLACE = re.compile(r"(?P<indent> *)[^ #].*: \| # (?P<file>mappings/[\w.-]+\.vtl)")


def inlined_files(template: str) -> list[str]:
    """Return the files a template names, in its order."""
    return [match["file"] for match in map(_PLACE.fullmatch, template.splitlines()) if match]


def inline(template: str, project: Path = PROJECT) -> str:
    """Return a template with every mapping as its file has it.

    Raises:
        OSError: It names a file that is not there.
        ValueError: A file cannot be a block of YAML.
    """
    lines = template.splitlines()
    result = []
    while lines:
        result.append(lines.pop(0))
        place = _PLACE.fullmatch(result[-1])
        if not place:
            continue
        indent = place["indent"]
        old = 0
        while old < len(lines) and (not lines[old] or lines[old].startswith(indent + "  ")):
            old += 1
        # Empty lines that follow the block are the template's, not the mapping's.
        while old and not lines[old - 1]:
            old -= 1
        del lines[:old]
        result += _block(project / place["file"], indent + "  ")
    return "\n".join(result) + "\n"


def _block(path: Path, indent: str) -> list[str]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    # YAML would take a block's first line for the measure of its indentation.
    if not lines[0] or lines[0][0].isspace():
        raise ValueError(f"{path.name}: the first line must not begin with a blank, nor be empty")
    return [indent + line if line else "" for line in lines]


def main() -> None:
    """Bring the template up to date."""
    path = PROJECT / "template.yaml"
    old = path.read_text(encoding="utf-8")
    new = inline(old, PROJECT)
    if new != old:
        path.write_text(new, encoding="utf-8")
    sys.stdout.write("template.yaml changed\n" if new != old else "nothing to change\n")


if __name__ == "__main__":
    main()
