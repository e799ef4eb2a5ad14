"""The loop of an annotator at size: databases filled, clients that cost little, and what the rest cost them."""
