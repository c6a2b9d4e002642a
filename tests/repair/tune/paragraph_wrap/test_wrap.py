from wrap import block, justify, wrap


def test_exact_fit():
    assert wrap("aaa bbb ccc", 7) == ["aaa bbb", "ccc"]


def test_long_word():
    assert wrap("a verylongword b", 5) == ["a", "verylongword", "b"]


def test_empty():
    assert wrap("   ", 10) == []
    assert block("", 10) == []


def test_justify():
    assert justify("a b c", 8) == "a   b  c"
    assert justify("word", 8) == "word"


def test_block():
    assert block("one two three four five", 10) == ["one    two", "three four", "five"]
