import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY3467"  # none that is taken for another on paper
LENGTH = 14


def issued() -> str:
    """A first password to hand over: random, easy to copy, over every rule of the settings."""
    while True:
        password = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if any(c.isdigit() for c in password) and any(c.isalpha() for c in password):
            return password
