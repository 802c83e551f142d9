"""Two people saved the same thing: how a value of a field is told to people."""


def said(field, value):
    """A cleaned value of this form field in words: a choice by its label, a day as people write it, nothing as “(trống)”."""
    if value is None or value == "":
        return "(trống)"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    choices = _flat(field.choices) if isinstance(value, str) and hasattr(field, "choices") else {}
    return str(choices.get(value, value))


def _flat(choices):
    """dict value → label, groups opened."""
    found = {}
    for value, label in choices:
        found.update(label if isinstance(label, list | tuple) else [(value, label)])
    return found
