"""The tool that writes the mappings into the template."""

from pathlib import Path

import pytest

import inline_mappings

TEMPLATE = """\
requestTemplates:
  application/json: | # mappings/new.vtl
    {
      "old": true

    }

responses:
  # application/json: | # mappings/a-comment.vtl
  default: {}
"""
INLINED = """\
requestTemplates:
  application/json: | # mappings/new.vtl
    #set($x = 1)

    { "new": $x }

responses:
  # application/json: | # mappings/a-comment.vtl
  default: {}
"""


def project_with(mapping: str, folder: Path) -> Path:
    (folder / "mappings").mkdir()
    (folder / "mappings/new.vtl").write_text(mapping, encoding="utf-8")
    (folder / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    return folder


def test_puts_the_file_in_the_place_of_what_was_there(tmp_path: Path) -> None:
    project = project_with('#set($x = 1)\n\n{ "new": $x }\n', tmp_path)

    assert inline_mappings.inline(TEMPLATE, project) == INLINED
    assert inline_mappings.inline(INLINED, project) == INLINED


def test_names_the_files_of_a_template() -> None:
    assert inline_mappings.inlined_files(TEMPLATE) == ["mappings/new.vtl"]


@pytest.mark.parametrize("mapping", ["\n{}\n", "  {}\n", "", "\n"])
def test_refuses_what_is_no_block_of_yaml(mapping: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"new\.vtl: the first line"):
        inline_mappings.inline(TEMPLATE, project_with(mapping, tmp_path))


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inline_mappings.inline(TEMPLATE, tmp_path)


def test_says_whether_it_changed_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = project_with('#set($x = 1)\n\n{ "new": $x }\n', tmp_path)
    monkeypatch.setattr(inline_mappings, "PROJECT", project)

    inline_mappings.main()
    assert capsys.readouterr().out == "template.yaml changed\n"
    assert (project / "template.yaml").read_text(encoding="utf-8") == INLINED

    inline_mappings.main()
    assert capsys.readouterr().out == "nothing to change\n"
