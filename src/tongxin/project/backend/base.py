import select
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as Usual


class DatabaseWrapper(Usual):
    """Sees by the socket whether the server has gone; Django asks by a statement before each request."""

    connection: Any

    def is_usable(self) -> bool:
        """A connection that nobody uses has nothing to read, unless the server said farewell or closed it."""
        if self.connection is None or self.connection.closed:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0)
