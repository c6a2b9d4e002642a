"""The day's report as a table."""

from tinytable import table

from bakery.orders import totals_by_customer


def day_report(orders):
    rows = [("customer", "total")]
    rows += sorted(totals_by_customer(orders).items())
    return table(rows)
