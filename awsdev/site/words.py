"""The words that the site itself says, in each language."""

from __future__ import annotations

from awsdev.notes.language import Language

_WORDS = {
    "tagline": (
        "Topics, rules and projects for people who build on AWS",
        "AWS로 개발하는 사람을 위한 주제, 규칙, 프로젝트",
    ),
    "about": (
        "Each example is a real file that the tool of its kind has checked, and each number has a "
        "source.",
        "모든 예제는 해당 도구로 검사한 실제 파일이며, 모든 수치에는 출처가 있습니다.",
    ),
    "topics": ("Topics", "주제"),
    "exam": ("Exam", "시험"),
    "rules": ("Rules", "규칙"),
    "scaffolds": ("Projects", "프로젝트"),
    "skip": ("Skip to the content", "본문으로 건너뛰기"),
    "main_menu": ("Main", "주 메뉴"),
    "contents": ("On this page", "이 페이지의 목차"),
    "other": ("한국어", "English"),
    "theme": ("Dark or light", "어둡게 또는 밝게"),
    "search": ("Search", "검색"),
    "search_hint": ("Search — press /", "검색 — / 키"),
    "searching": ("Loading the index…", "색인을 불러오는 중…"),
    "missing": (
        "The index is not there: search-index.js.",
        "search-index.js가 없습니다.",
    ),
    "nothing": ("Nothing answers this.", "찾은 것이 없습니다."),
    "found": ("{count} results", "{count}개를 찾았습니다"),
    "copy": ("Copy", "복사"),
    "copied": ("Copied", "복사됨"),
    "exam_title": ("Topics by exam skill", "시험 기술별 주제"),
    "exam_about": (
        "AWS Certified Developer – Associate, version C03: its domains, its task statements, and "
        "the topics behind each skill, by the number of the skill in the exam guide.",
        "AWS Certified Developer – Associate, C03 버전의 영역과 태스크, 그리고 시험 안내서의 "
        "번호로 찾는 기술별 주제입니다.",
    ),
    "task": ("Task", "태스크"),
    "skills": ("Exam skills", "시험 기술"),
    "services": ("Services", "서비스"),
    "rules_title": ("The rules of awsdev lint", "awsdev lint의 규칙"),
    "rules_about": (
        "What awsdev lint finds by itself, by the kind of file. Each page shows an example that is "
        "wrong and one that is right.",
        "awsdev lint가 직접 찾아내는 것을 파일 종류별로 모았습니다. 규칙마다 잘못된 예와 "
        "올바른 예가 있습니다. 규칙 설명은 영어입니다.",
    ),
    "scaffolds_title": ("Projects to start from", "바로 시작하는 프로젝트"),
    "scaffolds_about": (
        "awsdev scaffold writes each of them whole: least privilege, tests that pass offline, "
        "linted before a byte of it is written.",
        "awsdev scaffold가 최소 권한, 오프라인에서 통과하는 테스트까지 갖춘 프로젝트를 "
        "만들어 줍니다. 파일을 쓰기 전에 lint 검사를 마칩니다. 프로젝트 설명은 영어입니다.",
    ),
    "severity": ("Severity", "심각도"),
    "kinds": ("Looks at", "검사 대상"),
    "explained_in": ("Explained in", "설명하는 주제"),
    "command": ("Write it", "만들기"),
    "picture": ("What it deploys", "배포되는 것"),
    "parameters": ("What it asks", "정하는 것"),
    "name": ("Name", "이름"),
    "default": ("Default", "기본값"),
    "allowed": ("Allowed", "허용 값"),
    "meaning": ("Meaning", "의미"),
    "only_when": ("only when", "다음일 때만"),
    "files": ("What it writes", "만들어지는 파일"),
    "readme": ("Its README", "README"),
    "uses": ("uses", "사용"),
    "waits_for": ("waits for", "기다림"),
    "resources": ("resources", "개 리소스"),
    "made_by": (
        "Made by awsdev site build; works offline.",
        "awsdev site build로 만든 오프라인 사이트입니다.",
    ),
}

FAMILIES = {
    "every-file": ("Every file", "모든 파일"),
    "cloudformation": ("CloudFormation and SAM templates", "CloudFormation과 SAM 템플릿"),
    "buildspec": ("Buildspec files", "Buildspec 파일"),
    "appspec": ("AppSpec files", "AppSpec 파일"),
    "amplify": ("Build settings of Amplify Hosting", "Amplify Hosting 빌드 설정"),
    "iam-policy": ("IAM policies", "IAM 정책"),
    "ecs-task-definition": ("ECS task definitions", "ECS 태스크 정의"),
    "state-machine": ("Step Functions definitions", "Step Functions 정의"),
    "samconfig": ("samconfig", "samconfig"),
    "vtl": ("Mapping templates", "매핑 템플릿"),
}
"""What rules look at, in the order of lists."""


def say(name: str, language: Language) -> str:
    """Return one of the site's own words in a language."""
    return _of(_WORDS[name], language)


def family_title(family: str, language: Language) -> str:
    """Return what a family of rules looks at."""
    return _of(FAMILIES[family], language)


def all_words(language: Language) -> dict[str, str]:
    """Return all of the site's own words in a language, for templates."""
    return {name: _of(texts, language) for name, texts in _WORDS.items()}


def _of(texts: tuple[str, str], language: Language) -> str:
    english, korean = texts
    return korean if language is Language.KO else english
