import random

from sparse import Sparse


def test_random_products():
    rng = random.Random(3)
    for _ in range(60):
        n, k, m = (rng.randint(1, 5) for _ in range(3))
        a, b = Sparse(n, k), Sparse(k, m)
        for matrix in (a, b):
            for r in range(matrix.rows):
                for c in range(matrix.columns):
                    matrix.set(r, c, rng.choice([0, 0, 1, -1, 2]))
        want = [[sum(a.get(r, i) * b.get(i, c) for i in range(k)) for c in range(m)] for r in range(n)]
        assert (a @ b).dense() == want
        assert all((a @ b).cells.values())
        assert a.transposed().transposed().dense() == a.dense()
        assert (b.transposed() @ a.transposed()).dense() == (a @ b).transposed().dense()
