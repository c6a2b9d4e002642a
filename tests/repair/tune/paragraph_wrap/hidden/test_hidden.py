import random
import textwrap

from wrap import block, justify, wrap


def test_against_the_library():
    rng = random.Random(8)
    for _ in range(300):
        words = ["x" * rng.randint(1, 6) for _ in range(rng.randint(0, 20))]
        width = rng.randint(6, 20)
        assert wrap(" ".join(words), width) == textwrap.wrap(" ".join(words), width)
        for line in block(" ".join(words), width)[:-1]:
            assert len(line) == width or " " not in line


def test_justify_is_even():
    assert justify("aa bb cc dd", 14) == "aa  bb  cc  dd"
    assert justify("aa bb cc dd", 13) == "aa  bb  cc dd"
