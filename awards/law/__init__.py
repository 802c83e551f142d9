"""Catalogue of emulation titles and forms of reward, by rule set, each row with its article and evidence grade."""
