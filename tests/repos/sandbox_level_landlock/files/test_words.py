from lead import lead


def test_lead():
    assert lead("a b") == "A"
