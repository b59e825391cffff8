"""A project in memory: what templates may do, what they may not, and where files may lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.scaffolds.render import render_project
from awsdev.scaffolds.verify import lint_project, refuse_errors
from tests.scaffolds.workshop import cracked, kettle, make, project_of

KETTLE = kettle()
PLACE = {"name": "place", "type": "string", "help": "h", "default": "here"}


def test_what_is_rendered_and_what_is_copied() -> None:
    project = project_of(KETTLE, litres="4", motto="<tea> & 'milk'", project_name="pot")
    assert list(project) == sorted(
        [ANSWERS_FILE, "README.md", "bin/whistle.sh", "src/empty", "src/pot.txt", "src/raw.bin"]
    )
    assert project["src/pot.txt"].data == b"4\n"
    assert project["src/raw.bin"].data == b"\x00\xff{{ litres }}\r\n"
    assert project["src/empty"].data == b""
    assert project["README.md"].data.decode() == (
        "# POT\n\nHello from pot.\n4 l, 12 spoons, green, motto: <tea> & 'milk'\n"
        "It whistles at 440 Hz.\n"
    )


def test_a_file_is_left_out_where_its_condition_does_not_hold() -> None:
    assert "bin/whistle.sh" in project_of(KETTLE)
    silent = project_of(KETTLE, whistle="no")
    assert "bin/whistle.sh" not in silent
    assert b"whistles" not in silent["README.md"].data


def test_executable_is_what_the_manifest_says() -> None:
    runnable = [path for path, file in project_of(KETTLE).items() if file.executable]
    assert runnable == ["bin/whistle.sh"]


FORBIDDEN = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ place.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ '{0.__class__}'.format('') }}",
    "{{ nowhere }}",
    "{{ nowhere.inner }}",
    "{% if nowhere %}x{% endif %}",
    "{% for x in nowhere %}x{% endfor %}",
    "{{ place",
    "{% nothing %}",
    "{{ place | nofilter }}",
    "{{ 1 / 0 }}",
    "{{ 1 + '1' }}",
    "{{ '%d' % 'x' }}",
    "{{ '{3}'.format(1) }}",
    "{{ range(99999999) }}",
    "{% include '_shared/nothing' %}",
    "{% include '../outside' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
]


@pytest.mark.parametrize("template", FORBIDDEN)
def test_refused_in_a_template(tmp_path: Path, template: str) -> None:
    (tmp_path / "outside").write_text("secret")
    scaffold = make(tmp_path / "templates", {"file.txt.jinja": template}, parameters=[PLACE])
    with pytest.raises(AwsdevError) as caught:
        project_of(scaffold)
    assert "file.txt.jinja" in str(caught.value)
    assert caught.value.status is Status.UNASKED


def test_a_template_that_is_not_text_is_refused(tmp_path: Path) -> None:
    scaffold = make(tmp_path, {"file.txt.jinja": b"\xff\xfe"})
    with pytest.raises(AwsdevError, match=r"file\.txt\.jinja: this template is not UTF-8 text"):
        project_of(scaffold)


def test_an_answer_is_never_a_template(tmp_path: Path) -> None:
    scaffold = make(tmp_path, {"file.txt.jinja": "{{ place }}\n"}, parameters=[PLACE])
    project = project_of(scaffold, place="{{ 7 * 7 }}{% if %}")
    assert project["file.txt"].data == b"{{ 7 * 7 }}{% if %}\n"


INSIDE = {"here": "a/here.txt", "한글": "a/한글.txt", "x y": "a/x y.txt", "b/c": "a/b/c.txt",
          "..x": "a/..x.txt", "-": "a/-.txt"}  # fmt: skip
OUTSIDE = [
    "/etc/passwd", "..", "../x", "../../x", "x/../../../y", "x/..", "./x", ".", "x//y", "/", "",
    "\\x", "..\\..\\x", "C:\\x", "C:x", "x:stream", "//server/share", "x/", "x/.",
]  # fmt: skip


@pytest.mark.parametrize(("place", "path"), INSIDE.items())
def test_a_name_may_hold_an_expression(tmp_path: Path, place: str, path: str) -> None:
    scaffold = make(tmp_path, {"a/{{ place }}.txt": "x"}, parameters=[PLACE])
    assert path in project_of(scaffold, place=place)


@pytest.mark.parametrize("place", OUTSIDE)
def test_a_name_may_not_lead_out(tmp_path: Path, place: str) -> None:
    """Nor be another spelling of a name: two files could then be one."""
    scaffold = make(tmp_path, {"{{ place }}": "x"}, parameters=[PLACE])
    with pytest.raises(AwsdevError, match="is no path inside a project"):
        render_project(scaffold, {"place": place})


@given(st.text())
def test_any_name_is_inside_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: str
) -> None:
    templates = tmp_path_factory.getbasetemp() / "names"
    if not templates.exists():
        make(templates, {"deep/er/{{ place }}": "x"}, parameters=[PLACE])
    scaffold = Catalogue([templates]).find("made")
    try:
        project = render_project(scaffold, {"place": place})
    except AwsdevError:
        return
    root = Path("/project")
    for path in project:
        assert (root / path).resolve().is_relative_to(root)
        assert "\x00" not in path


def test_a_name_is_rendered_in_the_sandbox(tmp_path: Path) -> None:
    scaffold = make(tmp_path, {"{{ ''.__class__ }}.txt": "x"}, parameters=[PLACE])
    with pytest.raises(AwsdevError, match="unsafe"):
        project_of(scaffold)


@pytest.mark.parametrize(
    "skeleton", [{"{{ place }}.txt": "a", "here.txt": "b"}, {"x": "a", "x.jinja": "b"}]
)
def test_two_files_cannot_be_one(tmp_path: Path, skeleton: dict[str, str | bytes]) -> None:
    scaffold = make(tmp_path, skeleton, parameters=[PLACE])
    with pytest.raises(AwsdevError, match="two files would be"):
        project_of(scaffold)


def test_a_broken_project_does_not_pass() -> None:
    whole = project_of(cracked())
    refuse_errors(cracked(), lint_project(whole))
    broken = lint_project(project_of(cracked(), broken="yes"))
    with pytest.raises(AwsdevError, match=r"buildspec\.yml:3: BS202") as caught:
        refuse_errors(cracked(), broken)
    assert caught.value.status is Status.NO
    assert caught.value.hint == "nothing was written"
