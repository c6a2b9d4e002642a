from bucket import Bucket, Limiter


def test_steady_rate():
    bucket = Bucket(5, 2)
    granted = sum(bucket.take(t / 10) for t in range(0, 1001))
    assert 204 <= granted <= 206
    idle = Bucket(5, 2)
    assert sum(idle.take(1000) for _ in range(20)) == 5


def test_limiter():
    limiter = Limiter(2, 1)
    assert [limiter.allow("x", 50) for _ in range(3)] == [True, True, False]
    assert limiter.allow("x", 51)
    assert [limiter.allow("x", 99) for _ in range(3)] == [True, True, False]
