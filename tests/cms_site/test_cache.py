"""The site's cache in files."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cms_site.cache import QuickFileCache


@pytest.fixture
def cache(tmp_path):
    return QuickFileCache(str(tmp_path), {"OPTIONS": {"MAX_ENTRIES": 50}})


def test_those_who_count_at_once_miss_nothing(cache):
    cache.set("number", 0)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _turn: [cache.incr("number") for _ in range(25)], range(8)))
    assert cache.get("number") == 200


@pytest.mark.parametrize("timeout", [None, -1])
def test_what_is_not_there_or_out_of_date_cannot_be_counted(cache, timeout):
    if timeout:
        cache.set("number", 1, timeout)
    with pytest.raises(ValueError, match="number"):
        cache.incr("number")


def test_a_number_keeps_its_end(cache):
    cache.set("number", 9, 60)
    assert [cache.incr("number"), cache.incr("number", 90), cache.incr("number", -99)] == [10, 100, 1]
    assert cache.get("number") == 1


def test_too_many_entries_are_thrown_out_now_and_then(cache, monkeypatch):
    for number in range(120):
        cache.set(f"k{number}", number)
    assert len(list(cache._list_cache_files())) > 50
    monkeypatch.setattr("cms_site.cache.secrets.randbelow", lambda _most: 0)
    cache.set("last", 1)
    assert len(list(cache._list_cache_files())) < 120
