"""The form the reader's patterns see: no marks, lower case. Unlike `core.text.fold` it keeps i and y apart."""

import unicodedata


def bare(text):
    """“Đơn vị chủ trì” → “don vi chu tri”."""
    lowered = text.casefold().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
