"""One step per file; a step imports nothing of ours, so that it means the same for ever."""
