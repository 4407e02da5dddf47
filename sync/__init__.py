"""How sealed bytes travel: frames, the signed log of states, records, merge and the sync round.

SPEC.md in this folder is normative. The TypeScript twins live in pwa/src/sync under the same names.
"""
