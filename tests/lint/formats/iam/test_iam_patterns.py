"""Two patterns overlap where some text matches both, and nowhere else."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.formats.iam.patterns import format_pattern, name_pattern, overlap, policy_pattern

# Two patterns of five signs, a star in each, share no shorter text than their eight letters.
_TEXTS = ["".join(each) for n in range(9) for each in itertools.product("ab:", repeat=n)]
_PATTERNS = st.text("ab:*?", max_size=5)


def as_regex(pattern: str) -> re.Pattern[str]:
    signs = {"*": ".*", "?": "."}
    return re.compile("".join(signs.get(sign) or re.escape(sign) for sign in pattern))


def shared(one: str, other: str) -> bool:
    """Try every text that could be the shortest one both match."""
    first, second = as_regex(one), as_regex(other)
    return any(first.fullmatch(text) and second.fullmatch(text) for text in _TEXTS)


@given(_PATTERNS, _PATTERNS)
def test_patterns_overlap_where_a_text_matches_both(one: str, other: str) -> None:
    assert overlap(name_pattern(one), name_pattern(other)) == shared(one, other)


@given(st.text("ab:/*?", max_size=7))
def test_a_name_in_a_format_has_neither_colon_nor_slash(pattern: str) -> None:
    names = ["".join(each) for n in range(1, 8) for each in itertools.product("ab", repeat=n)]
    regex = as_regex(pattern)
    matching = any(regex.fullmatch(f":{name}/") for name in names)
    assert overlap(name_pattern(f":{pattern}/"), format_pattern(":${Name!}/")) == any(
        as_regex(f":{pattern}/").fullmatch(f":{name}/") for name in names
    )
    assert overlap(name_pattern(pattern), format_pattern(":${Name!}/")) == matching


@pytest.mark.parametrize(
    ("resource", "arn_format"),
    [
        ("*", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("arn:aws:sqs", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("arn:aws:sqs:*", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("ARN:aws:SQS:eu-west-1:111122223333:orders", "arn:aws:sqs:${Region}:${Account}:.*"),
        ("${Queue}", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("${Queue}-more", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("arn:${AWS::Partition}:sqs:${Where}", "arn:aws:sqs:${Region}:${Account}:.*"),
        ("arn:aws:logs:*:log-group:/orders:*", "arn:aws:logs:${Region}:${Account}:log-group:.*"),
        ("arn:aws:ssm:*::parameter/aws/*", "arn:aws:ssm:${Region}:${Account}:parameter/.*"),
        ("arn:aws:iam::aws:policy/*", "arn:${Partition}:iam::aws:policy/.*"),
        ("arn:aws:s3:::orders?x", "arn:aws:s3:::${Name!}/.*"),
    ],
)
def test_what_may_match(resource: str, arn_format: str) -> None:
    pattern = policy_pattern(resource)
    assert pattern is not None
    assert overlap(pattern, format_pattern(arn_format))


@pytest.mark.parametrize(
    ("resource", "arn_format"),
    [
        ("arn:aws:sns:*:*:*", "arn:${Partition}:sqs:${Region}:${Account}:.*"),
        ("arn:aws:kms:*:*:alias/*", "arn:${Partition}:kms:${Region}:${Account}:key/.*"),
        ("arn:aws:kms:${Region}:${A}:alias/*", "arn:aws:kms:${Region}:${Account}:key/.*"),
        ("arn:aws:iam:eu-west-1:*:role/*", "arn:${Partition}:iam::${Account}:role/.*"),
        ("arn:aws:s3:::orders", "arn:${Partition}:s3:::${Name!}/.*"),
        ("arn:aws:s3:::*/*", "arn:${Partition}:s3:::${Name!}"),
    ],
)
def test_what_never_matches(resource: str, arn_format: str) -> None:
    pattern = policy_pattern(resource)
    assert pattern is not None
    assert not overlap(pattern, format_pattern(arn_format))


@pytest.mark.parametrize("resource", ["execute-api:/*", "orders", "", "arn:" + "x" * 3000])
def test_what_is_no_arn_is_not_compared(resource: str) -> None:
    assert policy_pattern(resource) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(resource: str, arn_format: str) -> None:
    pattern = policy_pattern(resource)
    assert pattern is None or overlap(pattern, format_pattern(arn_format)) in (True, False)
