"""Two people saved the same thing: where what was typed differs from what is stored now."""

from core.forms.clashes import said


def differences(form, latest, names):
    """[{label, before, after}] as people read them: theirs, mine."""
    rows = []
    for name in names:
        if name not in form.fields:
            continue
        theirs, mine = getattr(latest, name), form.cleaned_data.get(name)
        if (theirs or None) != (mine or None):
            field = form.fields[name]
            rows.append({"label": field.label, "before": said(field, theirs), "after": said(field, mine)})
    return rows
