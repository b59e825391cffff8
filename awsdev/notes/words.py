"""The few words that awsdev itself adds to a page, in each language."""

from __future__ import annotations

from awsdev.notes.language import Language

_WORDS = {
    "sources": ("Sources", "출처"),
    "next": ("Read next", "더 읽을거리"),
    "read_on": ("read on", "읽은 날짜"),
    "what": ("What", "항목"),
    "value": ("Value", "값"),
    "source": ("Source", "출처"),
    "wrong": ("Wrong", "잘못된 예"),
    "found_by": ("found by", "찾아내는 규칙"),
    "scaffold": ("A project that does it right", "올바르게 구성된 프로젝트"),
    "rules": ("The rules that guard it", "이 내용을 지켜 주는 규칙"),
    "own": ("Your own page", "내가 쓴 노트"),
    "others": ("Other topics", "그 밖의 주제"),
    "own_section": ("Your notes", "내 메모"),
    "note": ("Note", "참고"),
    "tip": ("Tip", "도움말"),
    "important": ("Important", "중요"),
    "warning": ("Warning", "주의"),
    "caution": ("Caution", "위험"),
}


def word(name: str, language: Language) -> str:
    """Return one of awsdev's own words in a language."""
    english, korean = _WORDS[name]
    return korean if language is Language.KO else english
