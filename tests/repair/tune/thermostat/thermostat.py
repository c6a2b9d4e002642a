"""A heating control with a dead band, a night setting and a fault state."""

IDLE, HEATING, FAULT = "idle", "heating", "fault"


class Thermostat:
    def __init__(self, target, band=1.0, night_drop=4.0):
        self.target = target
        self.band = band
        self.night_drop = night_drop
        self.state = IDLE
        self.switches = 0

    def goal(self, hour):
        night = hour >= 22 and hour < 6
        return self.target - self.night_drop if night else self.target

    def feed(self, hour, reading):
        """Takes a reading of the sensor (None when it is broken) and returns the state."""
        if reading is None:
            return self._enter(FAULT)
        goal = self.goal(hour)
        if self.state == FAULT:
            self._enter(IDLE)
        if self.state == IDLE and reading < goal - self.band:
            self._enter(HEATING)
        elif self.state == HEATING and reading > goal + self.band:
            self._enter(IDLE)
        return self.state

    def _enter(self, state):
        if state != self.state:
            self.switches += 1
            self.state = state
        return state
