"""Awards: what is given, to whom, by which decision, and what the fund pays. Rooms by noun, from the floor up:

law         catalogue of titles and forms with their articles; pure
registry    recipients, decisions, grants: every award ever given
forwarding  what was submitted to the State level, and what came back
fund        the emulation and reward fund: what came in, what was spent on what
"""
