"""`cardprint pack`: what was built, as a zip for each edition that a print room can work from without asking."""
