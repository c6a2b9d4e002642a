import unittest

from roster.plan import conflicts, hours_by_person, staffed
from roster.shifts import make_shift


class PlanTest(unittest.TestCase):
    def setUp(self):
        self.shifts = [
            make_shift("ada", "08:00", "12:00"),
            make_shift("ben", "10:00", "14:00"),
            make_shift("ada", "12:00", "16:30"),
        ]

    def test_back_to_back_is_fine(self):
        self.assertEqual(conflicts(self.shifts), [])

    def test_real_conflict(self):
        self.shifts.append(make_shift("ben", "13:00", "15:00"))
        self.assertEqual(conflicts(self.shifts), [(1, 3)])

    def test_hours(self):
        self.assertEqual(hours_by_person(self.shifts), {"ada": 8.5, "ben": 4.0})

    def test_staffed(self):
        self.assertEqual(staffed(self.shifts, 11 * 60), ["ada", "ben"])
        self.assertEqual(staffed(self.shifts, 14 * 60), ["ada"])

    def test_refuses_backwards(self):
        with self.assertRaises(ValueError):
            make_shift("eve", "09:00", "09:00")


if __name__ == "__main__":
    unittest.main()
