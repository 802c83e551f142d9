"""Fictional people: names combined from `data/names.json` by a fixed seed."""

import json
import random
from pathlib import Path

DATA = Path(__file__).parent / "data" / "names.json"


class Names:
    """An endless row of different full names; the same seed gives the same row."""

    def __init__(self, seed):
        self._peoples = [v for k, v in json.loads(DATA.read_text()).items() if not k.startswith("_")]
        self._random = random.Random(seed)
        self._given = set()

    def next(self):
        while True:
            name = self._compose()
            if name not in self._given:
                self._given.add(name)
                return name

    def _compose(self):
        pick = self._random.choice
        people = self._random.choices(self._peoples, [p["share"] for p in self._peoples])[0]
        surnames = people["surnames"]
        if isinstance(surnames, dict):
            surname = self._random.choices(list(surnames), list(surnames.values()))[0]
        else:
            surname = pick(surnames)
        if self._random.random() < 0.45:
            return f"{surname} {pick(people['female_middle'])} {pick(people['given_f'])}"
        return f"{surname} {pick(people['male_middle'])} {pick(people['given_m'])}"
