"""Fuzzing that runs for as long as one likes; the short form of it is among the tests of the room."""
