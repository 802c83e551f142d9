"""The units of 2022 and what 01/07/2025 made of them: the facts the sources vouch for."""

import datetime
import io
from collections import Counter

from django.core.management import call_command
from django.test import TestCase

from core.text import fold
from units import queries
from units.enums import UnitKind as K
from units.models import Unit, UnitEvent
from units.services.loading import load_units, rows

IN_2022, IN_2025 = datetime.date(2022, 3, 8), datetime.date(2025, 7, 1)
COMMUNES, DISTRICTS = (K.COMMUNE, K.WARD, K.TOWNSHIP), (K.DISTRICT, K.TOWN, K.CITY)


def named(name, on):
    (found,) = [u for u in Unit.objects.in_force(on).order_by("pk") if u.name == name]
    return found


def communes(on):
    return Unit.objects.in_force(on).filter(kind__in=COMMUNES).order_by("pk")


def bare(name):
    return fold(name).split(" ", 2 if fold(name).startswith("thi tran") else 1)[-1]


class LoadedUnitsTests(TestCase):
    """Loaded once for all facts; loading is a matter of seconds."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_units", stdout=io.StringIO())

    def test_2022_has_220_units_by_kind(self):
        kinds = Counter(Unit.objects.in_force(IN_2022).values_list("kind", flat=True))

        assert sum(kinds.values()) == 220
        assert (kinds["commune"], kinds["ward"], kinds["township"]) == (115, 9, 5)
        assert (kinds["district"], kinds["town"], kinds["city"]) == (8, 1, 1)
        assert (kinds["province"], kinds["department"]) == (1, 19)

    def test_districts_are_094_to_103(self):
        codes = (
            Unit.objects.in_force(IN_2022).filter(kind__in=DISTRICTS).order_by("code").values_list("code", flat=True)
        )

        assert list(codes) == [f"{n:03d}" for n in range(94, 104)]

    def test_2025_has_45_communes_directly_below_the_province_and_no_district(self):
        new = list(communes(IN_2025))

        assert Counter(u.kind for u in new) == {"commune": 42, "ward": 3}
        assert {u.parent.code for u in new} == {"11"}
        assert sorted(u.name for u in new if u.kind == K.WARD) == [
            "Phường Mường Lay",
            "Phường Mường Thanh",
            "Phường Điện Biên Phủ",
        ]
        assert not Unit.objects.in_force(IN_2025).filter(kind__in=DISTRICTS).exists()

    def test_the_last_day_of_the_old_is_the_day_before(self):
        assert communes(datetime.date(2025, 6, 30)).count() == 129
        assert Unit.objects.in_force(datetime.date(2025, 6, 30)).filter(kind__in=DISTRICTS).count() == 10
        assert communes(IN_2025).count() == 45
        assert Unit.objects.in_force(IN_2025).count() == 220 - 129 - 10 + 45

    def test_every_old_commune_has_one_receiver_and_none_goes_on(self):
        for old in communes(IN_2022):
            assert old.valid_to == datetime.date(2025, 6, 30)
            (receiver,) = queries.successors(old, IN_2025)
            assert receiver.valid_from == IN_2025

    def test_42_new_communes_bear_an_old_name_18_of_them_under_another_code(self):
        old = {}
        for unit in communes(IN_2022):
            old.setdefault(bare(unit.name), set()).add(unit.code)
        old_districts = {fold(u.name) for u in Unit.objects.in_force(IN_2022).filter(kind__in=DISTRICTS).order_by("pk")}
        reused = [u for u in communes(IN_2025) if bare(u.name) in old]

        assert (len(reused), len(old_districts)) == (42, 10)
        assert sum(u.code not in old[bare(u.name)] for u in reused) == 18

    def test_21_codes_belonged_to_a_unit_of_another_name(self):
        names = {u.code: bare(u.name) for u in communes(IN_2022)}

        assert sum(u.code in names and names[u.code] != bare(u.name) for u in communes(IN_2025)) == 21

    def test_code_03166_was_cha_cang_and_is_muong_cha(self):
        old, new = (Unit.objects.in_force(day).get(code="03166") for day in (IN_2022, IN_2025))

        assert (old.name, new.name, old.pk == new.pk) == ("Xã Chà Cang", "Xã Mường Chà", False)

    def test_code_03334_was_thanh_xuong_and_is_ward_muong_thanh(self):
        old, new = (Unit.objects.in_force(day).get(code="03334") for day in (IN_2022, IN_2025))

        assert (old.name, new.name) == ("Xã Thanh Xương", "Phường Mường Thanh")

    def test_new_muong_cha_comes_from_communes_of_nam_po(self):
        predecessors = [s.predecessor for s in named("Xã Mường Chà", IN_2025).came_from.order_by("pk")]

        assert {u.parent.name for u in predecessors} == {"Huyện Nậm Pồ"}

    def test_old_township_muong_cha_went_into_na_sang(self):
        (receiver,) = queries.successors(named("Thị trấn Mường Chà", IN_2022), IN_2025)

        assert receiver.name == "Xã Na Sang"

    def test_eight_new_units_join_parts_of_two_districts(self):
        joined = [
            unit
            for unit in communes(IN_2025)
            if len({s.predecessor.parent_id for s in unit.came_from.select_related("predecessor").order_by("pk")}) > 1
        ]

        assert len(joined) == 8

    def test_map_and_list_of_the_data_agree(self):
        merged = {row["code"]: set(row["merged_from_codes"].split("|")) for row in rows("communes_dien_bien_2025.csv")}

        for unit in communes(IN_2025):
            assert {s.predecessor.code for s in unit.came_from.select_related("predecessor")} == merged[unit.code]

    def test_events_say_day_and_paper(self):
        events = UnitEvent.objects.filter(on=IN_2025)

        assert Counter(events.values_list("kind", flat=True)) == {"merge": 45, "dissolve": 1}
        assert events.get(kind="dissolve").units.count() == 10
        assert set(events.filter(kind="merge").values_list("document", flat=True)) == {
            "Nghị quyết 1661/NQ-UBTVQH15 ngày 16/6/2025"
        }

    def test_other_spellings_are_found(self):
        def find(words):
            return [u.name for u in Unit.objects.in_force(IN_2022).search(fold(words)).in_order()]

        assert find("huổi lếnh") == ["Xã Huổi Lếch"]
        assert find("xa tong") == ["Xã Sá Tổng", "Xã Nà Tòng", "Xã Na Tông"]  # the first by its other spelling Xá Tổng
        assert find("ban thi đua-khen thưởng") == ["Ban Thi đua - Khen thưởng tỉnh"]

    def test_dien_bien_is_found_without_marks_and_decomposed(self):
        plain = set(Unit.objects.search(fold("dien bien phu")).values_list("pk", flat=True))

        assert plain
        assert plain == set(Unit.objects.search(fold("Điện Biên Phủ")).values_list("pk", flat=True))
        assert plain == set(Unit.objects.search(fold("Ðiện Biên Phủ")).values_list("pk", flat=True))

    def test_paths_follow_the_tree(self):
        for unit in Unit.objects.select_related("parent"):
            assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"

    def test_founding_day_is_marked_as_unknown(self):
        assert Unit.objects.filter(founding_known=False).count() == 220
        assert set(Unit.objects.filter(founding_known=True).values_list("valid_from", flat=True)) == {IN_2025}

    def test_loading_again_changes_nothing(self):
        before = list(Unit.objects.order_by("pk").values())

        assert load_units(at=datetime.datetime(2022, 3, 8, tzinfo=datetime.UTC)) == {"units": 0, "successors": 0}
        assert list(Unit.objects.order_by("pk").values()) == before
        assert UnitEvent.objects.count() == 46

    def test_standing_of_the_source_is_kept(self):
        standings = Counter(Unit.objects.in_force(IN_2022).values_list("standing", flat=True))

        assert standings == {"verified": 182, "convention": 27, "uncertain": 11}
