"""What somebody wants to be otherwise: days of the calendar, and a dialogue."""

from datetime import date

from api.dialogues.requests.models import Asked
from api.regulation.calendar import Day, DayKind, DayStatus
from tests import make

SWAP_IN_MARCH = (
    Day(date(2026, 3, 9), DayKind.SWAP_OFF, "Nghỉ hoán đổi", "Thông báo 2", DayStatus.APPROVED),
    Day(date(2026, 3, 14), DayKind.MAKEUP_WORK, "Làm bù", "Thông báo 2", DayStatus.APPROVED),
)
"""Days that a term of today runs across."""

WISH = Asked(f"{make.COMMUNE}-ubnd", "Thoát nước các ngõ", "Người yêu cầu mẫu", "Ngõ 12")
