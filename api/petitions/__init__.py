"""What residents ask, report and complain of, from handing in to the signed answer."""
