"""What scenes are made of: each motif is drawn about its own origin, mostly with its feet at y = 0."""
