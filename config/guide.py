"""Trợ giúp: short instructions for each role, the person's own roles first."""

import dataclasses

from django.views.decorators.http import require_GET

from core.http import page
from units.enums import Role
from units.rights import rights_of


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its anchor, title and the roles it is written for (none: everybody)."""

    key: str
    title: str
    roles: frozenset

    @property
    def template(self):
        return f"home/guide/{self.key}.html"


CHAPTERS = (
    Chapter("bat-dau", "Bắt đầu", frozenset()),
    Chapter("can-bo-don-vi", "Cán bộ thi đua của đơn vị", frozenset({Role.OFFICER})),
    Chapter("thu-truong", "Thủ trưởng đơn vị", frozenset({Role.HEAD})),
    Chapter("chuyen-vien", "Chuyên viên, lãnh đạo Ban TĐKT", frozenset({Role.STAFF, Role.LEAD})),
    Chapter(
        "nguoi-doc",
        "Lãnh đạo UBND, Hội đồng, văn thư, kế toán, thanh tra",
        frozenset({Role.LEADER, Role.COUNCIL, Role.CLERK, Role.ACCOUNTANT, Role.AUDITOR}),
    ),
    Chapter("quan-tri", "Quản trị hệ thống", frozenset({Role.ADMIN})),
    Chapter("khi-gap-loi", "Khi gặp lỗi", frozenset()),
)


def chapters_for(rights):
    """All chapters: the beginning, those of the person's own roles, then the rest in order."""
    first, *others = CHAPTERS
    own = [c for c in others if rights.holds(*c.roles)]
    return [first, *own, *(c for c in others if c not in own)], {c.key for c in own}


@require_GET
def guide(request):
    chapters, own = chapters_for(rights_of(request.user))
    return page(request, "home/guide.html", {"chapters": chapters, "own": own})
