"""Addresses every kind of filing has, below the kind's own beginning."""

from django.urls import path

from plans.views import drafts
from plans.views import filing_rounds as rounds
from plans.views import filings as views

STEPS = (
    ("trinh", "submit"),
    ("rut", "withdraw"),
    ("tra-can-bo", "hand_back"),
    ("xac-nhan", "confirm"),
    ("tra-lai", "return"),
    ("tiep-nhan", "accept"),
    ("mo-lai", "reopen"),
)


def filing_paths(one, kind):
    """Pages of one filing; `one` ends with its primary key."""
    code, of = kind.code, {"kind": kind}
    return [
        path(one, views.detail, of, name=f"{code}-detail"),
        path(one + "sua/", drafts.edit, of, name=f"{code}-edit"),
        path(one + "luu-nhap/", drafts.autosave, of, name=f"{code}-autosave"),
        path(one + "tep/<uuid:uuid>/bo/", views.file_remove, of, name=f"{code}-file-remove"),
        path(one + "y-kien/", views.comment, of, name=f"{code}-comment"),
        path(one + "so-sanh/", views.versions, of, name=f"{code}-versions"),
        *(
            path(f"{one}{word}/", views.step, of | {"action": action}, name=f"{code}-{action.replace('_', '-')}")
            for word, action in STEPS
        ),
    ]


def round_paths(whole, kind):
    """Pages of a round; `whole` ends with its year or its primary key."""
    code, of = kind.round_code, {"kind": kind}
    return [
        path(whole, rounds.board, of, name=f"{code}-board"),
        path(whole + "xuat/", rounds.export, of, name=f"{code}-export"),
        path(whole + "nhac/", rounds.remind, of, name=f"{code}-remind"),
        path(whole + "gia-han/", rounds.extend, of, name=f"{code}-extend"),
        path(whole + "gia-han/<int:filing_pk>/", rounds.extend, of, name=f"{code}-extend-one"),
    ]
