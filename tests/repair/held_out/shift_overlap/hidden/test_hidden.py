from roster.plan import conflicts, staffed
from roster.shifts import overlap


def test_overlap_against_minutes():
    for a in range(6):
        for b in range(a + 1, 7):
            for c in range(6):
                for d in range(c + 1, 7):
                    one = {"person": "x", "begin": a, "end": b}
                    two = {"person": "x", "begin": c, "end": d}
                    want = bool(set(range(a, b)) & set(range(c, d)))
                    assert overlap(one, two) == want
                    assert conflicts([one, two]) == ([(0, 1)] if want else [])


def test_staffed_edges():
    shift = {"person": "x", "begin": 10, "end": 20}
    assert staffed([shift], 10) == ["x"]
    assert staffed([shift], 20) == []
