"""The rules in force as everybody reads them."""

import re

import pytest

from api.core.database import unit_of_work
from api.pages.law_words import OWERS as NAMED
from api.pages.law_words import PERIODS
from api.regulation.grammar import OWERS
from api.regulation.periods import period_kinds
from api.regulation.queries import regulation
from tests.pages.browsing import Reader
from tests.regulation.papers import FIFTEEN_DAYS, adopted

AT = "/quy-dinh"


def test_every_document_is_there_with_term_ower_and_how_sure_it_is(reader: Reader) -> None:
    page = reader.get(AT).text

    headings = set(re.findall(r'<h2 id="([^"]+)"', page))
    assert headings == {each.id for each in regulation().documents}
    rule = article_of(page, "qdi-11.notice")
    assert "10 ngày làm việc" in rule
    assert "Bí thư cấp ủy" in rule or "Người chịu trách nhiệm trả lời" in rule
    assert "Biết qua báo chí" in rule or "Đã đọc trong văn bản" in rule
    assert 'href="https://' in rule


def test_what_is_not_set_not_verified_or_waits_says_so_and_why(reader: Reader) -> None:
    page = reader.get(AT).text

    assert "Chưa quy định" in article_of(page, "nd-20.answer")
    assert "Chưa đối chiếu" in article_of(page, "tt-05.transfer")
    waiting = article_of(page, "qdi-11.report-year")
    assert "Chưa áp dụng" in waiting
    law = regulation()
    rule = next(each for each in law.rules if each.id == "qdi-11.report-year")
    assert str(rule.waiting("vi")) in waiting


def test_other_terms_of_a_rule_stand_beside_its_own(reader: Reader) -> None:
    rule = article_of(reader.get(AT).text, "luat-kn.settle-1")

    assert "30 ngày" in rule
    assert "60 ngày" in rule


def test_it_is_narrowed_to_a_document_and_to_words_without_diacritics(reader: Reader) -> None:
    one = reader.get(f"{AT}?vb=luat-72").text
    sought = reader.get(f"{AT}?q=thong+bao+bang+van+ban").text
    none = reader.get(f"{AT}?q=khongcoginhuvay").text
    unknown = reader.get(f"{AT}?vb=khong-co").text

    assert re.findall(r'<h2 id="([^"]+)"', one) == ["luat-72"]
    assert "qdi-11.notice" in sought
    assert "luat-kn.settle-1" not in sought
    assert "Không có gì khớp" in none
    assert 'id="luat-72"' in unknown


def test_of_an_internal_regulation_only_that_it_is_one_is_read(reader: Reader) -> None:
    with unit_of_work():
        adopted(text=f'{FIFTEEN_DAYS}publicity = "internal"\n')

    page = reader.get(AT).text

    rule = article_of(page, "qd-tra-loi.answer")
    assert "15 ngày làm việc" in rule
    assert "không công khai" in rule
    assert "Quyết định về thời hạn trả lời" not in page
    assert "Quyết định 01/2027/QĐ-UBND" not in page
    assert "Điều 3" not in rule


def test_a_wording_whose_time_is_over_is_not_shown(reader: Reader) -> None:
    page = reader.get(AT).text

    assert "qdi-11.reception-district" not in page


@pytest.mark.parametrize("path", ["/", "/tinh-han"])
def test_it_is_found_from_the_first_page_and_the_calculator(reader: Reader, path: str) -> None:
    assert f'href="{AT}"' in reader.get(path).text


def test_whatever_a_rule_names_has_words() -> None:
    assert set(period_kinds()) == set(PERIODS)
    assert set(OWERS) <= set(NAMED)


def article_of(page: str, rule_id: str) -> str:
    """What the page says of one rule, its first wording that is shown."""
    return page.partition(f'<article class="owed" id="{rule_id}-')[2].partition("</article>")[0]
