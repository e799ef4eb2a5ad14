"""The machinery behind `./run`: packages, embedded servers, the demo, the checks. It imports no Django."""
