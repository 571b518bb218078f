"""The union tree and the scope that follows from it."""
