"""Who still owes what, by noun; the app's ready() imports each module so that its provider registers."""
