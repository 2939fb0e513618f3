"""What is on the screen: the only room with Qt; it is handed views and hands back acts."""

import builtins

import PySide6.QtCore  # noqa: F401 - sets the hook taken away below

# PySide reads the source of every module imported after it, looking for `from __feature__ import`. Nothing here asks
# for that, and the look costs about 0.1 ms a module, before the first paint and again when the heavy rooms open.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
