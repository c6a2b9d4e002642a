import unittest

from bucket import Bucket, Limiter


class BucketTest(unittest.TestCase):
    def test_starts_full(self):
        bucket = Bucket(2, 1)
        self.assertTrue(bucket.take(0))
        self.assertTrue(bucket.take(0))
        self.assertFalse(bucket.take(0))

    def test_refills(self):
        bucket = Bucket(2, 0.5)
        bucket.take(0, 2)
        self.assertFalse(bucket.take(1))
        self.assertTrue(bucket.take(2))

    def test_never_over_capacity(self):
        bucket = Bucket(3, 10)
        bucket.take(0, 1)
        self.assertTrue(bucket.take(100, 3))
        self.assertFalse(bucket.take(100))

    def test_wait(self):
        bucket = Bucket(4, 2)
        self.assertEqual(bucket.wait(0), 0)
        bucket.take(0, 4)
        self.assertEqual(bucket.wait(0, 3), 1.5)
        self.assertIsNone(bucket.wait(0, 5))

    def test_time_backwards(self):
        bucket = Bucket(1, 1, now=10)
        bucket.take(10)
        self.assertFalse(bucket.take(5))
        self.assertFalse(bucket.take(10.5))

    def test_clients(self):
        limiter = Limiter(1, 1)
        self.assertTrue(limiter.allow("a", 0))
        self.assertTrue(limiter.allow("b", 0))
        self.assertFalse(limiter.allow("a", 0.5))
