"""Rate limiting with tokens that fill up over time; time is handed in, in seconds."""


class Bucket:
    def __init__(self, capacity, per_second, now=0.0):
        if capacity <= 0 or per_second <= 0:
            raise ValueError("capacity and rate must be positive")
        self.capacity = capacity
        self.per_second = per_second
        self.tokens = float(capacity)
        self.updated = now

    def _refill(self, now):
        passed = max(0.0, now - self.updated)
        self.tokens = min(self.capacity, self.tokens + passed * self.per_second)
        self.updated = max(now, self.updated)

    def take(self, now, count=1):
        """Whether that many tokens were there; they are gone then."""
        self._refill(now)
        if self.tokens < count:
            return False
        self.tokens -= count
        return True

    def wait(self, now, count=1):
        """Seconds until that many tokens are there."""
        if count > self.capacity:
            return None
        self._refill(now)
        return max(0.0, (count - self.tokens) / self.per_second)


class Limiter:
    """One bucket for each client."""

    def __init__(self, capacity, per_second):
        self.capacity = capacity
        self.per_second = per_second
        self._buckets = {}

    def allow(self, client, now):
        if client not in self._buckets:
            self._buckets[client] = Bucket(self.capacity, self.per_second, now)
        return self._buckets[client].take(now)
