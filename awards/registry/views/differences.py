"""Two people saved the same thing: where what was typed differs from what is stored now."""


def differences(form, latest, names):
    """[{label, before, after}] as people read them: theirs, mine."""
    rows = []
    for name in names:
        if name not in form.fields:
            continue
        theirs, mine = getattr(latest, name), form.cleaned_data.get(name)
        if (theirs or None) != (mine or None):
            field = form.fields[name]
            rows.append({"label": field.label, "before": _said(field, theirs), "after": _said(field, mine)})
    return rows


def _said(field, value):
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
