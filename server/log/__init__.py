"""The log of states: append a commit, pull pages, fetch objects (SPEC §8)."""
