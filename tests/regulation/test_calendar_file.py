"""Reading calendar files."""

import pytest

from api.regulation.calendar import DayKind
from api.regulation.calendar_file import InvalidDay, read_days
from tests.regulation.calendars import AS_SHIPPED, SHIPPED


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["date,kind,name"], "columns"),
        (["2026-01-01,holiday,Tết,,approved"], "source"),
        (["2026-13-01,holiday,Tết,BLLĐ,approved"], "month"),
        (["2026-01-01,feast,Tết,BLLĐ,approved"], "kind 'feast' is none of: holiday"),
        (
            ["2026-01-01,holiday,Tết,BLLĐ,perhaps"],
            "status 'perhaps' is none of: approved, expected, proposed",
        ),
        (["2026-01-01,holiday,Tết,BLLĐ,approved,more"], "too many"),
        (["2026-01-01,holiday,Tết,BLLĐ,approved"] * 2, "twice"),
    ],
)
def test_a_calendar_file_that_is_not_right_is_refused_with_its_line(
    lines: list[str], reason: str
) -> None:
    header = [] if reason == "columns" else ["date,kind,name,source,status"]

    with pytest.raises(InvalidDay, match=reason) as refused:
        read_days(header + lines)

    assert refused.value.line == len(header + lines)


def test_every_shipped_day_has_a_source_and_every_makeup_day_is_a_weekend() -> None:
    assert all(day.source and day.name for day in SHIPPED)
    assert {day.on.weekday() for day in SHIPPED if day.kind is DayKind.MAKEUP_WORK} == {5}
    assert AS_SHIPPED.years == {2024, 2025, 2026, 2027}
