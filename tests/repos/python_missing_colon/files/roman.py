def roman(number):
    text = ""
    for value, digit in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value
            text += digit
            number -= value
    return text
