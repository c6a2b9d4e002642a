import itertools

from seating import best_start, blocks, book


def test_all_small_rows():
    for size in range(0, 9):
        for row in map("".join, itertools.product(".#", repeat=size)):
            covered = [s for first, length in blocks(row) for s in range(first, first + length)]
            assert covered == [i for i, c in enumerate(row) if c == "."]
            for party in (1, 2, 3):
                fits = [s for s in range(size - party + 1) if row[s:s + party] == "." * party]
                got = best_start(row, party)
                if not fits:
                    assert got is None and book(row, party) is None
                    continue
                length = {s: n for f, n in blocks(row) for s in range(f, f + n)}
                want = min(fits, key=lambda s: (length[s], abs(s + (party - 1) / 2 - (size - 1) / 2), s))
                assert got == want
                assert book(row, party)[0].count("#") == row.count("#") + party
