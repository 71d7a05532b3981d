"""Where a petition of the story really happened is said so that nobody takes it for its commune."""

from api.demo.handling import retold


def test_the_place_of_a_sample_is_told_as_where_it_comes_from() -> None:
    assert retold("Phường Ỷ La") == "kể lại từ Phường Ỷ La"
    assert retold(None) is None
