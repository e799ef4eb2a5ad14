"""Measurements and long trials; `./run bench` lists them."""
