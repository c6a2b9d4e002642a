import unittest
from datetime import date

from weeks import deliveries, first_monday, week_of, weeks_in


class WeeksTest(unittest.TestCase):
    def test_first_monday(self):
        self.assertEqual(first_monday(2024), date(2024, 1, 1))
        self.assertEqual(first_monday(2021), date(2021, 1, 4))

    def test_week_of(self):
        self.assertEqual(week_of(date(2021, 1, 3)), (2020, 53))
        self.assertEqual(week_of(date(2024, 12, 30)), (2025, 1))
        self.assertEqual(week_of(date(2024, 3, 13)), (2024, 11))

    def test_weeks_in(self):
        self.assertEqual(weeks_in(2020), 53)
        self.assertEqual(weeks_in(2021), 52)

    def test_deliveries(self):
        self.assertEqual(deliveries(date(2024, 5, 1), date(2024, 5, 15), 2),
                         [date(2024, 5, 1), date(2024, 5, 8), date(2024, 5, 15)])
        self.assertEqual(deliveries(date(2024, 5, 3), date(2024, 5, 5), 0), [])
