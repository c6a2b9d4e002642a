"""Instant run-off counting of ranked ballots."""


def tally(ballots, standing):
    """First choices among those still standing."""
    counts = {name: 0 for name in standing}
    for ballot in ballots:
        for choice in ballot:
            if choice in standing:
                counts[choice] += 1
                break
    return counts


def weakest(counts):
    """The candidate that goes out: fewest votes, the later name on a tie."""
    fewest = min(counts.values())
    return min(name for name, votes in counts.items() if votes == fewest)


def winner(ballots):
    """(winner, eliminated in order)."""
    standing = {choice for ballot in ballots for choice in ballot}
    if not standing:
        raise ValueError("nobody was voted for")
    eliminated = []
    while True:
        counts = tally(ballots, standing)
        leader = max(sorted(counts), key=counts.get)
        if counts[leader] * 2 > sum(counts.values()) or len(standing) == 1:
            return leader, eliminated
        loser = weakest(counts)
        standing.discard(loser)
        eliminated.append(loser)
