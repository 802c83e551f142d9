"""What Django and its companions say to users is Vietnamese, plain, and compiled from the text that stands beside it."""

import gettext
import re

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

FOLDER = settings.BASE_DIR / "locale/vi/LC_MESSAGES"


class Everything(forms.Form):
    text = forms.CharField(min_length=2, max_length=3)
    whole = forms.IntegerField(min_value=2, max_value=3)
    number = forms.DecimalField(max_digits=3, decimal_places=1)
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[("1", "một")])
    mail = forms.EmailField()
    many = forms.MultipleChoiceField(choices=[("1", "một")])


GOOD = {
    "text": "abc", "whole": "3", "number": "1.5", "day": "08/03/2022", "kind": "1", "mail": "a@b.vn", "many": ["1"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("text", "", "Cần nhập mục này."),
        ("text", "a", "Cần ít nhất 2 chữ, hiện có 1."),
        ("text", "abcd", "Nhiều nhất 3 chữ, hiện có 4. Hãy rút gọn."),
        ("text", "a\0b", "Nội dung có ký tự không dùng được. Hãy gõ lại thay vì dán."),
        ("whole", "1,5", "Cần nhập một số nguyên, ví dụ 12."),
        ("whole", "9", "Không được lớn hơn 3."),
        ("whole", "1", "Không được nhỏ hơn 2."),
        ("number", "x", "Cần nhập một số, ví dụ 12 hoặc 12,5."),
        ("number", "12345", "Nhiều nhất 3 chữ số."),
        ("day", "31/02/2022", "Ngày không đúng. Hãy nhập như 08/03/2022."),
        ("kind", "9", "“9” không có trong danh sách. Hãy chọn lại."),
        ("mail", "x", "Địa chỉ thư không đúng. Hãy nhập như ten@dienbien.gov.vn."),
        ("many", ["9"], "“9” không có trong danh sách. Hãy chọn lại."),
    ],
)
def test_a_wrong_value_gets_one_vietnamese_sentence(field, value, says):
    assert Everything(GOOD | {field: value}).errors.get(field, [None])[0] == says


def test_a_good_form_has_nothing_to_say():
    assert Everything(GOOD).errors == {}


def test_a_day_is_read_day_first():
    assert Everything(GOOD | {"day": "03/04/2022"}).fields["day"].clean("03/04/2022").month == 4


def test_password_rules_are_vietnamese(django_user_model):
    with pytest.raises(ValidationError) as refused:
        validate_password("12345678", django_user_model(username="lan", full_name="Phạm Thị Lan"))

    assert refused.value.messages == [
        "Mật khẩu ngắn quá. Cần ít nhất 10 ký tự.",
        "Mật khẩu này dễ đoán vì nhiều người dùng. Hãy đặt mật khẩu khác.",
        "Mật khẩu chỉ có chữ số. Hãy thêm chữ cái.",
    ]
    assert not [text for text in password_validators_help_texts() if re.search(r"\b(password|your|must)\b", text, re.I)]


def test_the_compiled_words_are_those_of_the_text():
    """After editing the .po: msgfmt --check -o locale/vi/LC_MESSAGES/django.mo locale/vi/LC_MESSAGES/django.po"""
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    kept = {value for value in catalogue.values() if "Project-Id-Version" not in value}

    assert kept == set(_sentences((FOLDER / "django.po").read_text(encoding="utf-8")))


def _sentences(text):
    """Every msgstr of the .po but its header."""
    parts = re.findall(r'^msgstr(?:\[0\])? ((?:".*"\n?)+)', text, re.MULTILINE)
    lines = ["".join(re.findall(r'"(.*)"', part)) for part in parts]
    return [line.replace('\\"', '"') for line in lines if line and "Project-Id-Version" not in line]
