"""What the trial of style trees works on."""
