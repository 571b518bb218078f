from threading import Event, Thread

import pytest
from django.core.cache import cache

from tongxin.faces.screen import remembering
from tongxin.faces.screen.remembering import remembered


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()
    yield
    cache.clear()


def test_it_counts_once_while_a_count_is_fresh():
    assert remembered("k", lambda: 1) == 1
    assert remembered("k", lambda: 2) == 1


def test_it_counts_again_when_it_is_old(monkeypatch):
    assert remembered("k", lambda: 1) == 1
    monkeypatch.setattr(remembering, "FRESH", 0)
    assert remembered("k", lambda: 2) == 2


def test_others_see_the_last_count_while_a_new_one_is_made(monkeypatch):
    remembered("k", lambda: 1)
    monkeypatch.setattr(remembering, "FRESH", 0)
    begun, go_on = Event(), Event()

    def slow():
        begun.set()
        go_on.wait(10)
        return 2

    counting = Thread(target=remembered, args=("k", slow))
    counting.start()
    assert begun.wait(10)
    assert remembered("k", lambda: 3) == 1
    go_on.set()
    counting.join()
    assert cache.get("k")[0] == 2


def test_a_count_that_fails_does_not_stop_the_next():
    with pytest.raises(ZeroDivisionError):
        remembered("k", lambda: 1 / 0)
    assert remembered("k", lambda: 1) == 1
