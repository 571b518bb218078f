class Refused(Exception):
    """An expected refusal, shown to the person as it is. Answered with 409 by one middleware.

    `message` is Chinese, says what is wrong, which rule, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
