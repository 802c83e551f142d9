"""The rights matrix: every address × every person × own and another unit's objects, from the tables in `rows/`.

What each row expects is derived from the rules of each role, never from what the product happens to answer.
"""
