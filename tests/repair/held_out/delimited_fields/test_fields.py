import pytest

from fields import BadLine, read_table, split_line


def test_plain():
    assert split_line("a;b;c") == ["a", "b", "c"]
    assert split_line("") == [""]


def test_quotes():
    assert split_line('"a;b";c') == ["a;b", "c"]
    assert split_line('x;"say ""hi""";y') == ["x", 'say "hi"', "y"]
    assert split_line('x;"a"";b";y') == ["x", 'a";b', "y"]


def test_open_quote():
    with pytest.raises(BadLine):
        split_line('a;"b')


def test_table():
    assert read_table("id;name\n1;pen\n\n2;\"ink; blue\"\n") == [
        {"id": "1", "name": "pen"}, {"id": "2", "name": "ink; blue"}]
    with pytest.raises(BadLine):
        read_table("id;name\n1\n")
