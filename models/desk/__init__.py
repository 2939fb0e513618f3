"""One function per act of the staff: check, append to the log, return a view."""
