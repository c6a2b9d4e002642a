from outline import contents, level_of, number

TEXT = ["# Start", "hello", "## Aim", "## Scope", "# Main", "## Parts", "### Tiny", "# End"]


def test_outline():
    assert level_of("## x") == 2
    assert level_of("#tag") == 0
    assert level_of("plain") == 0
    assert number(["# One", "# Two"]) == ["1 One", "2 Two"]
    assert number(["# One", "## Sub", "text"]) == ["1 One", "1.1 Sub", "text"]
    assert number(TEXT) == ["1 Start", "hello", "1.1 Aim", "1.2 Scope", "2 Main", "2.1 Parts", "2.1.1 Tiny",
                            "3 End"]
    assert contents(TEXT) == ["1 Start", "  1.1 Aim", "  1.2 Scope", "2 Main", "  2.1 Parts", "3 End"]
    assert contents(TEXT, 1) == ["1 Start", "2 Main", "3 End"]
