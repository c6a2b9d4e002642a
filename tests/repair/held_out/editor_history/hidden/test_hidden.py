import random

from history import Editor


def test_random_sessions():
    rng = random.Random(21)
    for _ in range(50):
        editor, states, at = Editor(""), [""], 0
        for _ in range(40):
            choice = rng.random()
            if choice < 0.4:
                assert editor.undo() == (at > 0)
                at = max(0, at - 1)
            elif choice < 0.6:
                assert editor.redo() == (at + 1 < len(states))
                at = min(len(states) - 1, at + 1)
            else:
                del states[at + 1:]
                editor.insert(rng.randint(0, len(editor.text)), rng.choice("abc"))
                states.append(editor.text)
                at += 1
            assert editor.text == states[at]
