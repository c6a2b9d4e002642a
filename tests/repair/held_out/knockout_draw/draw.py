"""Draws of a knock-out cup: byes for the best seeds, rounds until one is left."""


def bracket_size(players):
    """The power of two that holds all players."""
    size = 1
    while size <= players:
        size *= 2
    return size


def seed_order(size):
    """Seeds in bracket order, so that seeds 1 and 2 can only meet in the final."""
    order = [1]
    while len(order) < size:
        total = len(order) * 2 + 1
        order = [seed for low in order for seed in (low, total - low)]
    return order


def first_round(names):
    """Pairs (home, away) by seed; away is None for a bye. Names are given best first."""
    size = bracket_size(len(names))
    seats = [names[s - 1] if s <= len(names) else None for s in seed_order(size)]
    return [(seats[i], seats[i + 1]) for i in range(0, size - 1, 2)]


def play(names, beats):
    """The rounds of a cup; beats(a, b) tells whether a wins. Each round lists its winners."""
    field = [player for pair in first_round(names) for player in pair]
    rounds = []
    while len(field) > 1:
        winners = []
        for i in range(0, len(field), 2):
            home, away = field[i], field[i + 1]
            winners.append(home if away is None or beats(home, away) else away)
        rounds.append(winners)
        field = winners
    return rounds
