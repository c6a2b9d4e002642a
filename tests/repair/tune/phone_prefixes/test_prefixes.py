from prefixes import Directory


def filled():
    directory = Directory()
    for code, place in [("1", "north"), ("12", "city"), ("1245", "harbour"), ("7", "east")]:
        directory.add(code, place)
    return directory


def test_everything():
    directory = filled()
    assert len(directory) == 4
    directory.add("7", "far east")
    assert len(directory) == 4
    assert directory.lookup("7001") == "far east"
    assert directory.lookup("1299") == "city"
    assert directory.lookup("12459") == "harbour"
    assert directory.lookup("13") == "north"
    assert directory.lookup("124") == "city"
    assert directory.lookup("9") is None
    assert directory.lookup("") is None
    assert directory.codes() == ["1", "12", "1245", "7"]
    assert directory.codes("12") == ["12", "1245"]
    assert directory.codes("3") == []
