"""Icons, states, days, addresses, form fields: what every page is made of."""

import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from core import pictures
from core.templatetags import thidua as tags
from plans.enums import FilingState

TODAY = datetime.date(2022, 3, 8)


def rendered(source, **context):
    return Template(source).render(Context(context))


# Icons and states -------------------------------------------------------------------------------------------------
def test_icon_is_silent_beside_a_word():
    assert tags.icon("send") == '<svg class="i" aria-hidden="true"><use href="/static/img/icons.svg#send"/></svg>'


def test_icon_alone_says_its_word():
    html = tags.icon("alert-triangle", "Trễ hạn <1 ngày>")

    assert html == (
        '<svg class="i" role="img" aria-label="Trễ hạn &lt;1 ngày&gt;">'
        '<use href="/static/img/icons.svg#alert-triangle"/></svg>'
    )


def test_an_icon_that_does_not_exist_fails_loudly():
    with pytest.raises(ValueError, match="no icon 'unicorn'"):
        tags.icon("unicorn")


class Paper:
    state = "returned"

    def get_state_display(self):
        return "Trả lại"


@pytest.mark.parametrize(
    ("obj", "label", "expected"),
    [
        (Paper(), "", "warn arrow-back-up Trả lại"),
        (FilingState.ACCEPTED, "", "ok circle-check Đã tiếp nhận"),
        ("filed", "Đã nộp", "wait send Đã nộp"),
        ("never-heard-of", "Lạ", "idle circle-dashed Lạ"),
    ],
)
def test_state_is_tone_icon_and_the_word_of_the_enum(obj, label, expected):
    tone, icon, word = expected.split(" ", 2)

    assert tags.state(obj, label) == f'<span class="st st-{tone}">{tags.icon(icon)}{word}</span>'
    assert tags.state_badge(obj, label) == f'<span class="st badge-st st-{tone}">{tags.icon(icon)}{word}</span>'
    assert tags.state_icon(obj, label) == f'<span class="st st-{tone}" title="{word}">{tags.icon(icon, word)}</span>'


# Days -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "full", "expected"),
    [
        (datetime.date(2022, 3, 8), False, '<time datetime="2022-03-08">08/03</time>'),
        (datetime.date(2022, 3, 8), True, '<time datetime="2022-03-08">08/03/2022</time>'),
        (datetime.date(2021, 12, 31), False, '<time datetime="2021-12-31">31/12/2021</time>'),
        (
            datetime.datetime(2022, 3, 14, 23, 30, tzinfo=datetime.UTC),
            False,
            '<time datetime="2022-03-15">15/03</time>',
        ),
        (None, False, ""),
    ],
)
def test_day(value, full, expected):
    assert tags.day(value, full) == expected


def test_moment_is_local():
    at = datetime.datetime(2022, 3, 7, 23, 14, tzinfo=datetime.UTC)

    assert tags.moment(at) == '<time datetime="2022-03-08T06:14+07:00">08/03, 06:14</time>'
    assert tags.moment(at - datetime.timedelta(days=365)) == (
        '<time datetime="2021-03-08T06:14+07:00">08/03/2021, 06:14</time>'
    )
    assert tags.moment(None) == ""


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (6, "còn 6 ngày"),
        (1, "còn 1 ngày"),
        (0, "hôm nay"),
        (-1, '<span class="st st-bad">trễ 1 ngày</span>'),
        (-8, '<span class="st st-bad">trễ 8 ngày</span>'),
    ],
)
def test_due(days, expected):
    assert tags.due(TODAY + datetime.timedelta(days=days)) == expected


def test_due_of_nothing_is_nothing():
    assert tags.due(None) == ""


# Addresses --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% qs page=2 %}", "?muc=tre&amp;q=n%C3%BAi&amp;page=2"),
        ("{% qs muc=None %}", "?q=n%C3%BAi"),
        ("{% qs q='' muc='' %}", "?"),
    ],
)
def test_qs_changes_only_what_it_names(source, expected):
    request = RequestFactory().get("/", {"muc": "tre", "q": "núi"})

    assert rendered(source, request=request) == expected


def test_pager_keeps_the_filters_and_counts_the_rows():
    request = RequestFactory().get("/", {"muc": "tre", "page": "2"})
    html = rendered("{% pager page %}", request=request, page=Paginator(range(60), 25).page(2))

    assert "Hàng 26–50 trên 60" in html
    assert 'rel="prev" href="?muc=tre&amp;page=1"' in html
    assert 'rel="next" href="?muc=tre&amp;page=3"' in html


def test_pager_is_silent_on_one_page():
    html = rendered("{% pager page %}", request=RequestFactory().get("/"), page=Paginator(range(25), 25).page(1))

    assert html.strip() == ""


# Forms ------------------------------------------------------------------------------------------------------------
class PlanForm(forms.Form):
    title = forms.CharField(label="Trích yếu", help_text="Ghi như trên văn bản.")
    signed_on = forms.DateField(label="Ngày ký", required=False)
    way = forms.ChoiceField(label="Cách nộp", choices=[("f", "Gửi tệp")], widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_field_ties_label_help_and_control():
    html = rendered("{% field form.title %}", form=PlanForm())

    assert '<label for="id_title">Trích yếu</label>' in html
    assert '<p class="field-help" id="id_title-goi-y">Ghi như trên văn bản.</p>' in html
    assert 'aria-describedby="id_title-goi-y"' in html
    assert 'class="form-control"' in html
    assert "aria-invalid" not in html


def test_field_with_an_error_points_to_it_and_keeps_what_was_typed():
    html = rendered("{% field form.signed_on %}", form=PlanForm({"signed_on": "31/02/2022"}))

    assert 'value="31/02/2022"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_signed_on-loi"' in html
    assert 'id="id_signed_on-loi"' in html
    assert "không bắt buộc" in html


def test_choices_are_a_fieldset_with_a_legend():
    html = rendered("{% field form.way %}", form=PlanForm())

    assert "<legend>Cách nộp</legend>" in html
    assert 'type="radio" name="way" value="f" id="id_way_0"' in html


def test_errors_link_to_their_fields():
    html = rendered("{% errors form %}", form=PlanForm({"version": "1"}))

    assert "Chưa lưu được. Cần sửa 2 chỗ:" in html
    assert '<a href="#id_title">Trích yếu</a>:' in html
    assert 'role="alert" tabindex="-1"' in html


def test_a_missing_hidden_value_says_what_to_do():
    html = rendered("{% errors form %}", form=PlanForm({"title": "a", "way": "f"}))

    assert "Trang đã cũ hoặc thiếu dữ liệu. Hãy tải lại trang rồi làm lại." in html
    assert "version" not in html.lower()


def test_a_good_form_has_no_summary():
    assert rendered("{% errors form %}", form=PlanForm({"title": "a", "way": "f", "version": "1"})).strip() == ""


# Pictures ---------------------------------------------------------------------------------------------------------
PARTS = [("ok", 46), ("wait", 12), ("warn", 4), ("idle", 9), ("none", 9)]


def test_ring_draws_each_part_and_counts_what_was_sent():
    svg = pictures.ring(PARTS, 80, "58 trên 80")

    assert svg.count("<circle") == 5
    assert '<circle class="k-ok" cx="95" cy="95" r="82" pathLength="80" stroke-dasharray="45.5 34.5" ' in svg
    assert 'stroke-dashoffset="-46"' in svg
    assert ">58/80</text>" in svg
    assert 'role="img" aria-label="58 trên 80"' in svg


def test_ring_of_nothing_is_an_empty_ring():
    svg = pictures.ring([("ok", 0), ("none", 0)], 0, "không có đơn vị nào")

    assert svg.count("<circle") == 1
    assert ">0/0</text>" in svg


def test_stacked_bar_starts_at_zero_and_leaves_the_rest_pale():
    svg = pictures.stacked_bar([("ok", 14), ("wait", 3), ("warn", 0)], 20, "17 trên 20")

    assert '<rect class="f-none" width="20" height="10"/>' in svg
    assert '<rect class="f-ok" x="0" width="13.92" height="10"/>' in svg
    assert '<rect class="f-wait" x="14" width="2.92" height="10"/>' in svg
    assert "f-warn" not in svg


def test_curve_ends_today_and_shows_the_deadline():
    series = [(datetime.date(2022, 1, 14), 0), (datetime.date(2022, 3, 7), 56)]
    svg = pictures.curve(series, datetime.date(2022, 3, 15), TODAY, 80)

    assert "Số đã gửi theo ngày: 56 ngày 8/3; cần 80, hạn 15/3" in svg
    assert 'class="need"' in svg
    assert '<tspan class="due-t">hạn 15/3</tspan>, 80 đơn vị' in svg
    assert "style=" not in svg


def test_curve_after_the_deadline_asks_for_nothing_more():
    series = [(datetime.date(2022, 1, 14), 0), (datetime.date(2022, 3, 20), 80)]
    svg = pictures.curve(series, datetime.date(2022, 3, 15), datetime.date(2022, 4, 1), 80)

    assert 'class="need"' not in svg


def _numbers(svg, pattern):
    return [float(found) for found in re.search(pattern, svg).groups()]


DUE = datetime.date(2022, 3, 15)
WORDS = 85  # how far “0 ngày 14/1” reaches, in units of the drawing


@pytest.mark.parametrize("days", [0, 1, 4, 9])
@pytest.mark.parametrize("filed", [0, 3, 40, 79])
def test_in_the_first_days_the_words_of_today_stand_above_the_line_of_what_is_needed(days, filed):
    first = datetime.date(2022, 1, 14)
    today = first + datetime.timedelta(days)
    svg = pictures.curve([(first, 0), (today, filed)] if days else [(first, filed)], DUE, today, 80)
    left, bottom = _numbers(svg, r'class="told" x="([\d.]+)" y="([\d.]+)" text-anchor="start"')
    x0, y0, x1, y1 = _numbers(svg, r'class="need" d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"')

    line_at_the_end_of_the_words = y0 + (y1 - y0) * (left + WORDS - x0) / (x1 - x0)

    assert bottom <= line_at_the_end_of_the_words - 3


@pytest.mark.parametrize("today", ["2022-01-14", "2022-02-14", "2022-03-15", "2022-03-16", "2022-03-20", "2022-06-01"])
def test_the_words_of_legend_deadline_and_today_stand_in_rows_of_their_own(today):
    today = datetime.date.fromisoformat(today)
    svg = pictures.curve([(datetime.date(2022, 1, 14), 0), (today, 80)], DUE, today, 80, name="năm 2022")

    (legend,) = _numbers(svg, r'class="strong" x="64" y="([\d.]+)"')
    (deadline,) = _numbers(svg, r'y="([\d.]+)" text-anchor="\w+"><tspan class="due-t">hạn 15/3</tspan>, 80 đơn vị<')
    (told,) = _numbers(svg, r'class="told" x="[\d.]+" y="([\d.]+)"')

    assert legend + 17 <= deadline  # 17: the size of letters on a phone
    assert deadline + 17 <= told
    assert svg.count('class="due"') == svg.count('class="due-t"') == 1


@pytest.mark.parametrize(("first", "anchor"), [("2022-03-15", "start"), ("2022-01-14", "end")])
def test_the_words_of_the_deadline_stay_inside_the_drawing(first, anchor):
    first = datetime.date.fromisoformat(first)
    svg = pictures.curve([(first, 0)], DUE, first, 80)
    (x,) = _numbers(svg, rf'<text x="([\d.]+)" y="34" text-anchor="{anchor}">')

    assert 0 <= x <= 640


@pytest.mark.parametrize("total", [0, 1, 3, 7, 80, 300, 2000])
def test_curve_never_crowds_its_scale(total):
    svg = pictures.curve([(TODAY, 0)], datetime.date(2022, 3, 15), TODAY, total)

    assert 2 <= svg.count('text-anchor="end">') <= 9


def test_numbers_are_written_for_svg_not_for_readers():
    assert [pictures.number(n) for n in (45.5, 12, 0.924, 100.0)] == ["45.5", "12", "0.92", "100"]


def test_a_moment_in_another_zone_stays_local():
    assert (
        tags.day(timezone.make_aware(datetime.datetime(2022, 3, 8, 0, 0))) == '<time datetime="2022-03-08">08/03</time>'
    )


def test_every_field_for_files_speaks_our_words_and_keeps_the_native_control():
    class Handing(forms.Form):
        file = forms.FileField(label="Tệp", help_text="PDF hoặc Word.")

    html = rendered("{% load thidua %}{% field form.file %}", form=Handing())

    assert html.count('type="file"') == html.count('<span class="file-pick"><input') == 1
    assert 'aria-describedby="id_file-goi-y"' in html
    assert (
        'aria-hidden="true"><svg class="i" aria-hidden="true"><use href="/static/img/icons.svg#upload"/></svg>Chọn tệp<'
        in html
    )
    assert 'aria-live="polite">Chưa chọn tệp nào<' in html
