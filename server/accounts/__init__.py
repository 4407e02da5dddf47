"""Accounts: register, log in with a proof, slots, sessions, deletion (SPEC §6, §9.2, §15)."""
