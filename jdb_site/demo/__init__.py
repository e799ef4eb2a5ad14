"""The demo: pictures drawn by code with a known truth, and what lets a visitor in with one click. Demo only."""
