"""What is on the screen: the only room with Qt; it is handed views and hands back acts."""
