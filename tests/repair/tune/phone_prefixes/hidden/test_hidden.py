import random

from prefixes import Directory


def test_against_a_dictionary():
    rng = random.Random(14)
    for _ in range(40):
        directory, known = Directory(), {}
        for i in range(25):
            code = "".join(rng.choice("123") for _ in range(rng.randint(1, 4)))
            directory.add(code, i)
            known[code] = i
        assert len(directory) == len(known)
        assert directory.codes() == sorted(known)
        for _ in range(40):
            number = "".join(rng.choice("123") for _ in range(rng.randint(0, 6)))
            want = next((known[number[:n]] for n in range(len(number), 0, -1) if number[:n] in known), None)
            assert directory.lookup(number) == want
            assert directory.codes(number) == sorted(c for c in known if c.startswith(number))
