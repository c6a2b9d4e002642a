import unittest

from thermostat import FAULT, HEATING, IDLE, Thermostat


class ThermostatTest(unittest.TestCase):
    def test_heats_when_cold(self):
        self.assertEqual(Thermostat(20).feed(12, 18.5), HEATING)

    def test_dead_band(self):
        control = Thermostat(20)
        self.assertEqual(control.feed(12, 19.5), IDLE)
        control.feed(12, 18)
        self.assertEqual(control.feed(12, 20.5), HEATING)
        self.assertEqual(control.feed(12, 21.5), IDLE)
        self.assertEqual(control.switches, 2)

    def test_late_evening_is_night(self):
        self.assertEqual(Thermostat(20).goal(23), 16)

    def test_early_morning_is_night(self):
        self.assertEqual(Thermostat(20).goal(3), 16)
        self.assertEqual(Thermostat(20).feed(3, 17), IDLE)

    def test_day(self):
        self.assertEqual(Thermostat(20).goal(6), 20)
        self.assertEqual(Thermostat(20).goal(21), 20)

    def test_fault(self):
        control = Thermostat(20)
        self.assertEqual(control.feed(8, None), FAULT)
        self.assertEqual(control.feed(8, 15), HEATING)


if __name__ == "__main__":
    unittest.main()
