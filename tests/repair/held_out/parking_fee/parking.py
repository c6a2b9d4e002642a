"""What a stay in the garage costs, in cents."""
import math

FREE_MINUTES = 15
HOURLY = 250
DAY_MAXIMUM = 1800
MINUTES_PER_DAY = 24 * 60


def fee_within_day(minutes):
    """The price of a stay shorter than a day."""
    if minutes <= FREE_MINUTES:
        return 0
    hours = round(minutes / 60)
    return min(hours * HOURLY, DAY_MAXIMUM)


def fee(minutes):
    if minutes < 0:
        raise ValueError("time runs forward")
    days, rest = divmod(minutes, MINUTES_PER_DAY)
    if days == 0:
        return fee_within_day(rest)
    begun = math.ceil(rest / 60) * HOURLY
    return days * DAY_MAXIMUM + min(begun, DAY_MAXIMUM)


def monthly_bill(stays, discount_percent=0):
    total = sum(fee(minutes) for minutes in stays)
    return total - total * discount_percent // 100
