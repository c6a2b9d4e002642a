"""Playlists that put the same artist apart."""


def rotate(songs, count):
    """The songs with the first count moved to the end."""
    if not songs:
        return []
    count %= len(songs)
    return songs[count:] + songs[:count]


def spread(songs):
    """An order in which neighbours differ in artist where that is possible; songs are (artist, title)."""
    waiting = list(songs)
    ordered = []
    while waiting:
        counts = {}
        for artist, _ in waiting:
            counts[artist] = counts.get(artist, 0) + 1
        last = ordered[-1][0] if ordered else None
        choices = [s for s in waiting if s[0] != last] or waiting
        best = max(choices, key=lambda s: counts[s[0]])
        waiting.remove(best)
        ordered.append(best)
    return ordered


def total_length(songs, lengths):
    return sum(lengths[title] for _, title in songs)


def fit(songs, lengths, limit):
    """The longest prefix that fits within the limit of seconds."""
    taken = []
    left = limit
    for song in songs:
        if lengths[song[1]] > left:
            break
        left -= lengths[song[1]]
        taken.append(song)
    return taken
