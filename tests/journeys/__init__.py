"""Journeys: people at work in a headless browser, on the product as it runs, with the demo world.

`worlds.py` makes the data once, `stage.py` serves a copy of it, `walker.py` is one person with a browser who looks at
every page (console, policy, accessibility, width). `pages.py` is the table of pages that must pass that look.
"""
