"""A crowd of annotators over HTTP, killed at random, and what must be true whatever happened to them."""
