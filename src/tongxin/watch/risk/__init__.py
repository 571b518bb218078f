"""Where trouble is growing: hot spots and the employer index. Opens with the early-warning work."""
