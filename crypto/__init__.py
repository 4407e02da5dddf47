"""Byte formats and keys of Selfward: what bytes mean. Pure: no files, no network, no clock.

SPEC.md in this folder is normative. The TypeScript twins live in pwa/src/crypto under the same names.
"""
