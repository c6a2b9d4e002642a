def load(text):
    return json.loads(text)


def path_of(name):
    return Path("data") / name
