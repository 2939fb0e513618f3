"""The queue's way out: HTTP to the city, and later the carried package. No Qt, no thread of its own."""
