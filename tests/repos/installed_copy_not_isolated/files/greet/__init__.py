"""Greetings."""


def hello(name):
    return json.dumps({"hello": name})
