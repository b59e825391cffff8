"""Installments: nothing is lost, and what is no plan is refused."""

import pytest

from web.plans import MAX_AMOUNT, MAX_MONTHS, InvalidPlanError, installments


@pytest.mark.parametrize(
    ("amount", "months", "expected"),
    [
        ("10000", "3", [3334, 3333, 3333]),
        ("10000", "4", [2500, 2500, 2500, 2500]),
        ("1", "1", [1]),
        ("2", "3", [1, 1, 0]),
    ],
)
def test_splits_an_amount(amount: str, months: str, expected: list[int]) -> None:
    assert installments(amount, months) == expected


@pytest.mark.parametrize("months", range(1, MAX_MONTHS + 1))
def test_loses_not_a_cent(months: int) -> None:
    parts = installments(str(MAX_AMOUNT - 1), str(months))

    assert sum(parts) == MAX_AMOUNT - 1
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    "number", [None, "", "0", "-1", "1.5", "many", " 1", "+1", "1_0", "٣", "9" * 5000]
)
def test_refuses_what_is_no_plan(number: str | None) -> None:
    with pytest.raises(InvalidPlanError, match="amount"):
        installments(number, "3")
    with pytest.raises(InvalidPlanError, match="months"):
        installments("10000", number)


def test_refuses_what_is_beyond_the_bounds() -> None:
    with pytest.raises(InvalidPlanError, match="amount"):
        installments(str(MAX_AMOUNT + 1), "3")
    with pytest.raises(InvalidPlanError, match="months"):
        installments("10000", str(MAX_MONTHS + 1))
