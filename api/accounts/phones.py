"""Mobile numbers as people write them, and as they are kept."""

import phonenumbers

from api.accounts.errors import NotAMobileNumber

MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


def mobile(written: str) -> str:
    """The number in E.164; refuses what is no Vietnamese mobile number."""
    try:
        number = phonenumbers.parse(written, "VN")
    except phonenumbers.NumberParseException:
        raise NotAMobileNumber from None
    if (
        phonenumbers.region_code_for_number(number) != "VN"
        or phonenumbers.number_type(number) not in MOBILE
    ):
        raise NotAMobileNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def typed_as_number(digits: str) -> str | None:
    """The number of which a spreadsheet kept the digits alone, without its leading zero or plus.

    None when they are no number of Viet Nam, or may be two.
    """
    ways = ("0" + digits, "+" + digits)
    found = [written for written in ways if _is_vietnamese(written)]
    return found[0] if len(found) == 1 else None


def _is_vietnamese(written: str) -> bool:
    try:
        number = phonenumbers.parse(written, "VN")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number_for_region(number, "VN")
