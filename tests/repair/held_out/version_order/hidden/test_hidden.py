from versions import compare, newest

ORDER = ["0.9", "1.0a1", "1.0a2", "1.0b1", "1.0rc1", "1.0rc2", "1.0", "1.0.1a1", "1.0.1", "1.2", "1.10", "2", "10.0"]


def test_total_order():
    for i, one in enumerate(ORDER):
        for j, other in enumerate(ORDER):
            assert compare(one, other) == (i > j) - (i < j)
    assert newest(ORDER) == "10.0"
    assert newest(ORDER[:6]) == "0.9"
    for one, other in [("1", "1.0.0"), ("2.0", "2"), ("3.1.0rc1", "3.1rc1")]:
        assert compare(one, other) == compare(other, one) == 0
    assert newest(["1", "1.0rc1", "1.0"]) in ("1", "1.0")
    assert newest([]) is None
