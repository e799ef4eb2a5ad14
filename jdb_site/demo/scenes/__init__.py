"""The scenes: each function paints one picture; parameters make its variants."""
