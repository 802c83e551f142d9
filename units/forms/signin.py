"""Sign-in, passwords, second factor."""

from django import forms
from django.contrib.auth import password_validation

PASSWORD = forms.PasswordInput


class SignInForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Hãy ghi tên đăng nhập."},
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Hãy ghi mật khẩu."},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_username(self):
        return self.cleaned_data["username"].strip().lower()


class PasswordAgainForm(forms.Form):
    password_again = forms.CharField(
        label="Mật khẩu của bạn",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Hãy ghi mật khẩu."},
    )


class NewPasswordForm(forms.Form):
    """The present password, and the new one twice; the rules of the settings are asked with the person's own data."""

    current = forms.CharField(
        label="Mật khẩu đang dùng",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="Mật khẩu mới",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự, không toàn chữ số, không giống tên của bạn, không phải mật khẩu nhiều người dùng.",
    )
    repeated = forms.CharField(
        label="Ghi lại mật khẩu mới",
        max_length=200,
        strip=False,
        widget=PASSWORD(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_current(self):
        typed = self.cleaned_data["current"]
        if not self.person.check_password(typed):
            raise forms.ValidationError("Mật khẩu đang dùng không đúng.")
        return typed

    def clean_new(self):
        new = self.cleaned_data["new"]
        password_validation.validate_password(new, self.person)
        return new

    def clean(self):
        data = super().clean()
        new = data.get("new")
        if new and new == data.get("current"):
            self.add_error("new", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        if new and data.get("repeated") and data["repeated"] != new:
            self.add_error("repeated", "Hai lần ghi mật khẩu mới không giống nhau.")
        return data


class TokenForm(forms.Form):
    token = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none", "autofocus": True}
        ),
        error_messages={"required": "Hãy ghi mã xác thực."},
    )

    def clean_token(self):
        token = self.cleaned_data["token"].replace(" ", "").lower()
        if not token.isalnum():
            raise forms.ValidationError("Mã chỉ gồm chữ số, hoặc chữ và số nếu là mã dự phòng.")
        return token


class ConfirmForm(forms.Form):
    """A question answered by sending it; nothing to type."""
