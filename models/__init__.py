"""What the window knows, decides and keeps. No Qt, no HTTP, no PDF."""
