"""The words of the browser itself, in each language."""

from __future__ import annotations

from awsdev.notes.language import Language

_WORDS = {
    "topics_by_service": ("Topics by service", "서비스별 주제"),
    "topics_by_skill": ("Topics by exam skill", "시험 기술별 주제"),
    "scaffolds": ("Scaffolds", "스캐폴드"),
    "rules": ("Rules", "규칙"),
    "topics": ("Topics", "주제"),
    "search": ("Search everything", "전체 검색"),
    "searching": ("Searching…", "검색 중…"),
    "no_result": ("Nothing answers this.", "찾은 것이 없습니다."),
    "contents": ("On this page", "이 페이지의 목차"),
    "go_to_section": ("Go to a section", "섹션으로 이동"),
    "no_section": ("This page has no sections.", "이 페이지에는 섹션이 없습니다."),
    "find": ("Find in page", "페이지에서 찾기"),
    "hits": ("{at} of {all}", "{all}개 중 {at}"),
    "no_hit": ("no hit", "없음"),
    "nothing_to_find": (
        "Nothing is looked for yet: press /",
        "먼저 /를 눌러 찾을 말을 입력하십시오",
    ),
    "welcome": (
        "Everything there is to read, offline. Follow a link with Tab and Enter or a click; press "
        "`s` to search, `b` for the catalogue and `?` for all keys.",
        "인터넷 없이 읽을 수 있는 모든 내용입니다. Tab과 Enter로, 또는 클릭하여 링크를 따라갑니다. "
        "`s`로 검색하고, `b`로 카탈로그를 열고, `?`로 모든 키를 봅니다.",
    ),
    "home": ("Contents", "전체 목차"),
    "no_back": ("This is the first page.", "첫 페이지입니다."),
    "no_forward": ("This is the last page.", "마지막 페이지입니다."),
    "only_english": ("This page is in English only.", "이 페이지는 영어로만 제공됩니다."),
    "no_example": ("This page has no example.", "이 페이지에는 예제가 없습니다."),
    "copy_which": ("Copy which example?", "어느 예제를 복사할까요?"),
    "save_which": ("Save which example?", "어느 예제를 저장할까요?"),
    "copied": ("Copied {name} ({lines} lines)", "{name} 복사함({lines}줄)"),
    "copied_address": ("Copied {name}", "{name} 복사함"),
    "save": ("Save {name}", "{name} 저장"),
    "save_as": ("Path of the file", "파일 경로"),
    "saved": ("Saved {path}", "{path}에 저장함"),
    "same_there": ("{path} holds this already", "{path}에 같은 내용이 이미 있습니다"),
    "is_there": (
        "{path} is there and differs. Overwrite it?",
        "{path}에 다른 파일이 있습니다. 덮어쓸까요?",
    ),
    "overwrite": ("Overwrite", "덮어쓰기"),
    "keep": ("Keep mine", "기존 파일 유지"),
    "cancel": ("Cancel", "취소"),
    "no_scaffold": ("No scaffold belongs to this page.", "이 페이지에 딸린 스캐폴드가 없습니다."),
    "which_scaffold": ("Which scaffold?", "어느 스캐폴드입니까?"),
    "make": ("Make a project: {name}", "프로젝트 만들기: {name}"),
    "make_hint": (
        "Press `m` to make a project from this page.",
        "`m`을 누르면 이 페이지에서 프로젝트를 만듭니다.",
    ),
    "destination": ("Folder to write", "만들 폴더"),
    "write": ("Write", "만들기"),
    "working": ("Rendering and linting…", "생성하고 검사하는 중…"),
    "conflicts": (
        "{count} files are there and differ: {files}",
        "다른 내용의 파일이 {count}개 있습니다: {files}",
    ),
    "written": ("{count} files written to {path}", "{path}에 파일 {count}개를 만들었습니다"),
    "nothing_to_write": (
        "{path} has it all; nothing was written",
        "{path}에 모두 있어 만들지 않았습니다",
    ),
    "readme_next": ("Its README.md says what comes next.", "다음에 할 일은 README.md에 있습니다."),
    "asks": ("It asks", "묻는 것"),
    "computes": ("It computes", "계산하는 것"),
    "writes": ("It writes, with its defaults", "기본값으로 만드는 것"),
    "read_on": ("Read on", "더 읽을거리"),
    "help": ("Keys", "키"),
    "close": ("Esc closes", "Esc로 닫기"),
    "mouse": (
        "The mouse follows links and opens entries; Ctrl+C copies what it marks.",
        "마우스로 링크와 항목을 엽니다. 끌어서 고른 글은 Ctrl+C로 복사합니다.",
    ),
    "key_quit": ("Quit", "끝내기"),
    "key_help": ("Help", "도움말"),
    "key_catalogue": ("Catalogue", "카탈로그"),
    "key_search": ("Search", "검색"),
    "key_find": ("Find", "찾기"),
    "key_next_hit": ("Next hit", "다음 결과"),
    "key_previous_hit": ("Previous hit", "이전 결과"),
    "key_section": ("Section", "섹션"),
    "key_language": ("한국어", "English"),
    "key_theme": ("Dark or light", "어둡게/밝게"),
    "key_back": ("Back", "뒤로"),
    "key_forward": ("Forward", "앞으로"),
    "key_home": ("Contents", "전체 목차"),
    "key_copy": ("Copy example", "예제 복사"),
    "key_save": ("Save example", "예제 저장"),
    "key_scaffold": ("Open scaffold", "스캐폴드 열기"),
    "key_make": ("Make project", "프로젝트 만들기"),
    "key_next_link": ("Next link", "다음 링크"),
    "key_previous_link": ("Previous link", "이전 링크"),
    "key_follow": ("Follow link", "링크 열기"),
    "key_scroll": ("Scroll", "스크롤"),
    "key_pages": ("A screen down, up", "한 화면 아래로, 위로"),
    "key_ends": ("Top, end", "처음, 끝"),
}


def word(name: str, language: Language, /, **values: object) -> str:
    """Return some of the browser's own words in a language, with values put in."""
    english, korean = _WORDS[name]
    return (korean if language is Language.KO else english).format(**values)
