import pytest

from history import Editor


def test_edits():
    editor = Editor("hello")
    editor.insert(5, " you")
    editor.delete(0, 2)
    assert editor.text == "llo you"
    assert editor.replace("o", "0") == 2
    assert editor.text == "ll0 y0u"


def test_undo_and_redo():
    editor = Editor("a")
    editor.insert(1, "b")
    editor.insert(2, "c")
    assert editor.undo() and editor.undo()
    assert editor.text == "a"
    assert editor.redo()
    assert editor.text == "ab"
    assert editor.redo()
    assert not editor.redo()


def test_edit_after_undo_forgets_redo():
    editor = Editor("a")
    editor.insert(1, "b")
    editor.undo()
    editor.insert(1, "x")
    assert not editor.redo()
    assert editor.text == "ax"


def test_refuses():
    editor = Editor("ab")
    with pytest.raises(IndexError):
        editor.delete(1, 2)
    assert not editor.undo()
    assert editor.replace("z", "y") == 0
    assert not editor.undo()
