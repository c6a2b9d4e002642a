"""A single lift that goes on in its direction while calls lie ahead."""


class Elevator:
    def __init__(self, floors, at=0):
        self.floors = floors
        self.at = at
        self.direction = 0
        self.calls = set()
        self.served = []

    def call(self, floor):
        if not 0 <= floor < self.floors:
            raise ValueError(f"no floor {floor}")
        self.calls.add(floor)

    def _ahead(self):
        return [f for f in self.calls if f - self.at * self.direction > 0]

    def _choose_direction(self):
        if not self.calls:
            return 0
        if self.direction != 0 and self._ahead():
            return self.direction
        nearest = min(self.calls, key=lambda f: (abs(f - self.at), f))
        return 1 if nearest > self.at else -1

    def step(self):
        """Opens the door here, or moves one floor; returns the floor."""
        if self.at in self.calls:
            self.calls.remove(self.at)
            self.served.append(self.at)
            return self.at
        self.direction = self._choose_direction()
        self.at += self.direction
        return self.at

    def run(self):
        """Serves everything; returns the number of floors travelled."""
        travelled = 0
        while self.calls:
            before = self.at
            travelled += abs(self.step() - before)
        self.direction = 0
        return travelled
