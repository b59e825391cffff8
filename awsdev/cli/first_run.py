"""`awsdev` alone: on one screen, what one can do next."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from awsdev import __version__
from awsdev.cli.output import write
from awsdev.lint.kinds import is_candidate, kind_of_name
from awsdev.locations import content_folder, templates_folder, topic_slugs
from awsdev.notes.language import Language, choose_language
from awsdev.scaffolds.names import scaffold_folders
from awsdev.scaffolds.record import ANSWERS_FILE
from awsdev.terminal import coloured, paint, printable, screen_width

Rows = list[tuple[str, str]]
"""Commands, each with what it gives."""

_SCREENS: dict[Language, tuple[str, dict[str, Rows], str]] = {
    Language.EN: (
        "notes, projects and a linter for AWS developers",
        {
            "Read": [
                ("awsdev show", "{topics} topics, in English and Korean"),
                ("awsdev show sqs-visibility", "one of them"),
                ("awsdev search duplicate messages", "the sections that tell of it"),
            ],
            "Build": [
                ("awsdev scaffold", "{scaffolds} projects to start from"),
                ("awsdev scaffold sam-api shop", "asks a little, then writes one"),
                ("awsdev scaffold add", "a queue, a table, alarms and more"),
            ],
            "Check": [
                ("awsdev lint", "checks AWS files, from here down"),
                ("awsdev explain SM101", "a rule: why, wrong and right"),
            ],
            "Set up": [
                ("awsdev --install-completion", "Tab completes names"),
                ("awsdev doctor", "versions, folders, optional tools"),
            ],
        },
        "awsdev COMMAND --help has examples. 한국어 화면: AWSDEV_LANG=ko",
    ),
    Language.KO: (
        "AWS 개발자를 위한 주제별 노트, 프로젝트, 린터",
        {
            "읽기": [
                ("awsdev show", "주제 {topics}개(한국어, 영어)"),
                ("awsdev show sqs-visibility", "그중 하나"),
                ("awsdev search 메시지 중복", "그 내용을 다루는 절"),
            ],
            "만들기": [
                ("awsdev scaffold", "바로 쓸 수 있는 프로젝트 {scaffolds}개"),
                ("awsdev scaffold sam-api shop", "몇 가지를 물은 뒤 프로젝트 생성"),
                ("awsdev scaffold add", "템플릿에 대기열, 테이블, 경보 추가"),
            ],
            "검사": [
                ("awsdev lint", "현재 폴더 아래의 AWS 파일 검사"),
                ("awsdev explain SM101", "규칙의 이유, 틀린 예와 맞는 예"),
            ],
            "설정": [
                ("awsdev --install-completion", "Tab 키로 이름 완성"),
                ("awsdev doctor", "버전, 폴더, 선택 도구 확인"),
            ],
        },
        "명령마다 예제가 있습니다: awsdev 명령 --help. English: AWSDEV_LANG=en",
    ),
}
_HERE = {
    Language.EN: ("Here", "brings this project up to date"),
    Language.KO: ("현재 폴더", "프로젝트를 최신 스캐폴드로 갱신"),
}
_NAMED = 2
"""Files that are named before the rest is left to `lint`."""


def first_run(folder: Path) -> None:
    """Write what one can do next: in a folder, and at all.

    Args:
        folder: Where the reader is; only the names of what lies in it are looked at.
    """
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - as below

    from awsdev.listing import listing  # noqa: PLC0415 - not needed by any other command's start

    language = choose_language(None, os.environ)
    title, groups, footer = _SCREENS[language]
    colour = coloured(sys.stdout)
    counts = {
        "topics": len(topic_slugs(content_folder())),
        "scaffolds": len(scaffold_folders([templates_folder()])),
    }
    write(f"{paint(f'awsdev {__version__}', 'bold', colour=colour)}: {title}\n")
    filled = {
        name: [(command, use.format(**counts)) for command, use in rows]
        for name, rows in groups.items()
    }
    groups = _here(folder, language) | filled
    commands = max(cell_len(command) for rows in groups.values() for command, _ in rows)
    names = max(map(cell_len, groups)) + 2
    for name, rows in groups.items():
        told = [(set_cell_size(command, commands), use) for command, use in rows]
        lines = listing(told, width=screen_width(sys.stdout) - names, colour=colour)
        label = paint(name, "bold", colour=colour) + " " * (names - cell_len(name))
        write("\n" + label + lines.rstrip("\n").replace("\n", "\n" + " " * names) + "\n")
    write(f"\n{footer}\n")


def _here(folder: Path, language: Language) -> dict[str, Rows]:
    """Return what can be done with what lies in a folder."""
    heading, update = _HERE[language]
    files = sorted(path.name for path in _entries(folder) if _is_awss(path))
    rows: Rows = []
    if files:
        more = " …" if len(files) > _NAMED else ""
        names = printable(", ".join(files[:_NAMED]) + more)
        rows.append(("awsdev lint", names))
    if (folder / ANSWERS_FILE).is_file():
        rows.append(("awsdev scaffold update", update))
    return {heading: rows} if rows else {}


def _is_awss(path: Path) -> bool:
    return is_candidate(path.name) and bool(kind_of_name(path.name)) and path.is_file()


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
