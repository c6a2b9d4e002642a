"""Settings from layers: defaults, file, command line."""
import copy


class SettingError(ValueError):
    pass


def merge(base, extra):
    """A new dictionary: extra wins, nested dictionaries are merged, neither input changes."""
    result = copy.copy(base)
    for key, value in extra.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merge(result[key], value)
        else:
            result[key] = copy.deepcopy(value)
    return result


def assign(settings, path, value):
    """Sets 'server.port'-like paths in place, making the folders on the way."""
    *folders, last = path.split(".")
    place = settings
    for folder in folders:
        place = place.setdefault(folder, {})
        if not isinstance(place, dict):
            raise SettingError(f"{folder} is a value, not a group")
    place[last] = value


def load(defaults, file_layer, arguments):
    """arguments: 'path=value' texts, the strongest layer."""
    settings = merge(defaults, file_layer)
    for argument in arguments:
        path, equals, value = argument.partition("=")
        if not equals:
            raise SettingError(f"no value in {argument}")
        assign(settings, path, int(value) if value.isdigit() else value)
    return settings
