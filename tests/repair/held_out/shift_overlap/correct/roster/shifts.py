"""Shifts of a day, in minutes since midnight, end exclusive."""


def parse_clock(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def make_shift(person, start, end):
    begin, finish = parse_clock(start), parse_clock(end)
    if finish <= begin:
        raise ValueError(f"shift of {person} ends before it starts")
    return {"person": person, "begin": begin, "end": finish}


def overlap(one, two):
    return one["begin"] < two["end"] and two["begin"] < one["end"]


def length(shift):
    return shift["end"] - shift["begin"]
