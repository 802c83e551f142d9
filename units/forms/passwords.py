"""A rule of passwords that knows Vietnamese names: “phamthilan” is the name of Phạm Thị Lan."""

from difflib import SequenceMatcher

from django.core.exceptions import ValidationError

from core.text import fold

TOO_NEAR = 0.7


class OwnNameValidator:
    """Refuses passwords that are nearly the person's name, sign-in name or mail, with or without marks and spaces."""

    def validate(self, password, user=None):
        if user is None:
            return
        typed = _letters(password)
        for own in (user.full_name, user.username, user.email.partition("@")[0]):
            name = _letters(own)
            if len(name) >= 3 and SequenceMatcher(a=typed, b=name).ratio() >= TOO_NEAR:
                raise ValidationError("Mật khẩu quá giống họ tên hoặc tên đăng nhập của bạn.", code="own-name")

    def get_help_text(self):
        return "Mật khẩu không giống họ tên, tên đăng nhập hay thư điện tử của bạn."


def _letters(value):
    return "".join(c for c in fold(value) if c.isalnum())
