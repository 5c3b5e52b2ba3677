"""What the Rust package `plugged` says, said in Python: the same tasks, a module a plugin.

A file `.txt` holds a family's packages, each with what it needs to be imported.
"""
