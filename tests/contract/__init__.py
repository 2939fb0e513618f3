"""The line as a contract: the file, the letters both sides read, a city made from the file alone."""
