# Answers one question about modules outside the repository, given as JSON in the last argument.
import json
import sys

question = json.loads(sys.argv[-1])
out = sys.stdout
sys.stdout = sys.stderr
SKIPPED = {"antigravity", "this", "idlelib", "lib2to3", "turtledemo", "test", "tkinter", "turtle",
           "__main__", "pip", "msilib", "nt"}


def load(path):
    module, _, symbol = path.partition(":")
    __import__(module)
    value = sys.modules[module]
    return getattr(value, symbol) if symbol else value


def holds(value, chain):
    for part in chain.split("."):
        if not hasattr(value, part):
            return not isinstance(value, (type, type(sys)))
        value = getattr(value, part)
    return True


def answer_modules(answer):
    for path in question["modules"]:
        try:
            value = load(path)
        except BaseException:
            continue
        if all(holds(value, use) for use in question["uses"]):
            answer["importable"].append(path)
        answer["names"][path] = [name for name in dir(value) if not name.startswith("_")]


def is_home(module, name):
    value = getattr(module, name)
    if isinstance(value, type(sys)):
        return False
    public = getattr(module, "__all__", None)
    if public is not None and name not in public:
        return False
    home = getattr(value, "__module__", None)
    if home in (None, module.__name__):
        return True
    # Defined in C beside it: ctypes.Structure lives in _ctypes.
    return home.startswith("_") and (public is not None or home[1:] == module.__name__)


def scan(answer):
    import warnings

    warnings.simplefilter("ignore")
    name = question["name"]
    listed = sorted(getattr(sys, "stdlib_module_names", sys.builtin_module_names))
    for module in listed:
        if module.startswith("_") or module in SKIPPED:
            continue
        try:
            __import__(module)
            if hasattr(sys.modules[module], name) and is_home(sys.modules[module], name):
                answer["exporters"].append(module)
        except BaseException:
            continue


def installed():
    try:
        from importlib import metadata

        return sorted(metadata.packages_distributions())
    except Exception:
        import pkgutil

        return sorted(module.name for module in pkgutil.iter_modules())


answer = {"importable": [], "names": {}, "exporters": [], "installed": []}
answer_modules(answer)
if question["scan"]:
    scan(answer)
answer["installed"] = [name for name in installed() if not name.startswith("_")]
out.write(json.dumps(answer) + "\n")
out.flush()
