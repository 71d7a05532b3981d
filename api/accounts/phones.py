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
