"""What the machine, or the officer who overruled it, thinks of a signal."""
