from thermostat import HEATING, IDLE, Thermostat


def test_goal_by_hour():
    for hour in range(24):
        assert Thermostat(21, night_drop=3).goal(hour) == (18 if hour in (22, 23, 0, 1, 2, 3, 4, 5) else 21)


def test_edges_of_the_band():
    control = Thermostat(20)
    assert control.feed(12, 19.0) == IDLE
    assert control.feed(12, 18.9) == HEATING
    assert control.feed(12, 21.0) == HEATING
    assert control.feed(12, 21.1) == IDLE
    assert control.switches == 2
