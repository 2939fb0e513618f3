"""A clerk's stories through real windows, a real store file and a real city process."""
