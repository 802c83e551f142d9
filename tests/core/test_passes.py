"""One pass: read once within it, anew outside it, nothing left behind."""

import pytest

from core.passes import once_a_pass, one_pass, running


@pytest.fixture
def read():
    """A reading that counts how often it was done."""

    def reading(*args):
        reading.done += 1
        return [reading.done, *args]

    reading.done = 0
    return reading


def test_within_a_pass_the_same_question_is_asked_once(read):
    asked = once_a_pass(read)

    with one_pass():
        answers = [asked("a"), asked("a"), asked("b")]

    assert answers == [[1, "a"], [1, "a"], [2, "b"]]


def test_outside_and_in_the_next_pass_it_is_asked_anew(read):
    asked = once_a_pass(read)

    with one_pass():
        asked("a")
    with one_pass():
        second = asked("a")

    assert (second, asked("a"), asked("a")) == ([2, "a"], [3, "a"], [4, "a"])


def test_a_pass_inside_joins_the_outer_one(read):
    asked = once_a_pass(read)

    with one_pass():
        with one_pass():
            asked("a")
        assert asked("a") == [1, "a"]
        assert running()

    assert not running()


def test_a_fault_ends_the_pass_too(read):
    with pytest.raises(ZeroDivisionError), one_pass():
        once_a_pass(read)("a")
        1 / 0  # noqa: B018  the fault

    assert not running()


def test_two_readings_of_the_same_arguments_are_two(read):
    with one_pass():
        assert [once_a_pass(read)("a"), once_a_pass(lambda word: word)("a")] == [[1, "a"], "a"]
