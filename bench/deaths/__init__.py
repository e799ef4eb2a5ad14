"""A small site of its own whose parts are killed one after another, and what must be true when each is back."""
