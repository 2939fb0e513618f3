"""The figures the program is held to, each measured beside a peer or a floor in the same run."""
