"""The product's own template tags; built in, so no template loads them."""

import datetime
import functools
import re

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core import clock, looks, pictures

register = template.Library()
register.simple_tag(pictures.ring)
register.simple_tag(pictures.stacked_bar)
register.simple_tag(pictures.curve)


# Numbers ------------------------------------------------------------------------------------------------------------
@register.filter
def figure(number):
    """A Decimal without idle zeros, in the Vietnamese way: 60.00 as 60, 1000 as 1.000, 12.50 as 12,5."""
    whole = number.to_integral_value()
    return f"{whole if number == whole else number.normalize():,f}".translate(str.maketrans(",.", ".,"))


# Icons and states -------------------------------------------------------------------------------------------------
SILENT = mark_safe('aria-hidden="true"')


@functools.cache
def icon_names():
    """The icons of the sprite."""
    sprite = (settings.BASE_DIR / "static/img/icons.svg").read_text()
    return frozenset(re.findall(r'<symbol id="([^"]+)"', sprite))


@register.simple_tag
def icon(name, label="", cls=""):
    """An icon of the sprite; with `label` it speaks for itself, without it a word must stand beside it."""
    if name not in icon_names():
        raise ValueError(f"no icon {name!r} in static/img/icons.svg: add it to tools/make_icons.py")
    speaks = format_html('role="img" aria-label="{}"', label) if label else SILENT
    return format_html(
        '<svg class="i{}" {}><use href="{}#{}"/></svg>', f" {cls}" if cls else "", speaks, static("img/icons.svg"), name
    )


@register.simple_tag
def st(tone, name, label, badge=False):
    """A state in icon and word: `{% st "bad" "alert-triangle" "Trễ hạn" %}`."""
    return format_html('<span class="st {}st-{}">{}{}</span>', "badge-st " if badge else "", tone, icon(name), label)


@register.simple_tag
def st_icon(tone, name, label):
    """A state as a bare icon that tells its word to screen readers and on hover; for narrow columns."""
    return format_html('<span class="st st-{}" title="{}">{}</span>', tone, label, icon(name, label))


def _state(obj, label):
    """(tone, icon, word) of a record with `state`, of an enum member, or of a plain value with its word."""
    value = getattr(obj, "state", obj)
    word = label or (obj.get_state_display() if hasattr(obj, "get_state_display") else getattr(obj, "label", value))
    return *looks.look(value), word


@register.simple_tag
def state(obj, label=""):
    """State for a table cell: `{% state plan %}`, or `{% state value "Đã nộp" %}`."""
    return st(*_state(obj, label))


@register.simple_tag
def state_icon(obj, label=""):
    """State as a bare icon with its word for screen readers: `{% state_icon task %}`."""
    return st_icon(*_state(obj, label))


@register.simple_tag
def state_badge(obj, label=""):
    """State on its tint, beside the page title: `{% state_badge plan %}`."""
    return st(*_state(obj, label), badge=True)


@register.inclusion_tag("components/state_list.html")
def state_list(rows):
    """Swatch, icon, word and number beside a picture. rows: dicts with tone, icon, label, count and url."""
    return {"rows": rows}


# Days and moments -------------------------------------------------------------------------------------------------
@register.simple_tag
def day(value, full=False):
    """08/03; with the year when `full` or when it is not this year. Nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    shape = "%d/%m/%Y" if full or value.year != clock.today().year else "%d/%m"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), value.strftime(shape))


@register.simple_tag
def moment(value):
    """08/03, 09:14 in local time; with the year when it is not this year. Nothing for None."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    shape = "%d/%m, %H:%M" if local.year == clock.today().year else "%d/%m/%Y, %H:%M"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), local.strftime(shape))


def due_words(value, on):
    """The distance to a last good day: “trễ 8 ngày”, “hôm nay”, “còn 6 ngày”."""
    days = (value - on).days
    if days < 0:
        return f"trễ {-days} ngày"
    return "hôm nay" if days == 0 else f"còn {days} ngày"


@register.simple_tag
def due(value, on=None):
    """“còn 6 ngày” / “hôm nay” / “trễ 8 ngày” from the last good day; late in the colour of errors."""
    if value is None:
        return ""
    on = on or clock.today()
    words = due_words(value, on)
    return format_html('<span class="st st-bad">{}</span>', words) if value < on else words


# Addresses --------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def qs(context, **changes):
    """This page's query string with some values changed; None or "" takes a value out. `{% qs page=2 %}`"""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context, page, name="page", noun="Hàng"):
    """“Hàng 1–25 trên 220”, previous and next. `page` is a Django Page; nothing for a single page."""
    return {
        "page": page,
        "noun": noun,
        "first": qs(context, **{name: None}),
        "previous": qs(context, **{name: page.previous_page_number() if page.has_previous() else None}),
        "next": qs(context, **{name: page.next_page_number() if page.has_next() else None}),
    }


@register.inclusion_tag("components/tabs.html")
def tabs(items, label="Các phần của trang"):
    """items: list of dicts with label, url, and where wanted current (bool), count and icon."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/history.html")
def history(transitions, more_url=""):
    """The life of a record, newest first; `transitions` are `core.Transition` rows with `by` loaded."""
    return {"transitions": transitions, "more_url": more_url}


# Forms ------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(bound, help="", label="", placeholder="", size="", note="", autocomplete=""):
    """One field of a form: label, control, help, errors, tied together for screen readers.

    size: "s" for dates and numbers, "m" for names, "" for the whole line. note: a word after the label.
    """
    widget = bound.field.widget
    kind = type(widget).__name__.lower()
    base = next(
        (k for k in ("checkboxselectmultiple", "radioselect", "select", "checkbox") if kind.startswith(k)), "text"
    )
    if getattr(widget, "input_type", "") == "file":
        base = "file"
    many = base in ("checkboxselectmultiple", "radioselect")
    help_text = help or bound.help_text
    described = [f"{bound.auto_id}-loi"] if bound.errors else []
    described += [f"{bound.auto_id}-goi-y"] if help_text else []
    control = {
        "select": "form-select",
        "checkbox": "form-check-input",
        "text": "form-control",
        "file": "form-control",
    }.get(base, "")
    attrs = {"class": " ".join(filter(None, [widget.attrs.get("class", ""), control]))} if control else {}
    if described and not many:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if placeholder:
        attrs["placeholder"] = placeholder
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    if kind in ("dateinput", "admindatewidget"):
        attrs.setdefault("inputmode", "numeric")
        attrs.setdefault("data-date", "")
        attrs.setdefault("placeholder", "ngày/tháng/năm")
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attrs) if not many else "",
        "choices": list(bound) if many else [],
        "choice_type": "checkbox" if base == "checkboxselectmultiple" else "radio",
        "base": base,
        "label": label or bound.label,
        "help_text": help_text,
        "described": " ".join(described),
        "size": size,
        "note": note,
        "required": bound.field.required and not many,
    }


@register.inclusion_tag("components/file_pick.html")
def file_pick(bound):
    """The control alone, small, for a place that has a label of its own."""
    return {"control": bound, "small": True}


@register.inclusion_tag("components/errors.html")
def errors(form, title=""):
    """What must be put right, first thing in the form, each line a link to its field."""
    rows = [{"target": "", "text": text} for text in form.non_field_errors()]
    if any(bound.errors for bound in form.hidden_fields()):
        rows.append({"target": "", "text": "Trang đã cũ hoặc thiếu dữ liệu. Hãy tải lại trang rồi làm lại."})
    for bound in form.visible_fields():
        target = bound.id_for_label or bound.auto_id
        rows += [{"target": target, "label": bound.label, "text": text} for text in bound.errors]
    return {"rows": rows, "title": title}
