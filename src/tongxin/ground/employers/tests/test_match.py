from tongxin.ground.employers.merging import merge, undo_merge
from tongxin.ground.employers.queries import Told, match
from tongxin.ground.employers.services import change, register
from tongxin.project.testing import FRIDAY


def make(cast, name, **over):
    return register(name=name, org=cast.xihu, by=None, at=FRIDAY, **over)


def found(name, district=""):
    told = Told(name, district)
    return match([told]).get(told)


def test_it_finds_the_exact_name(cast):
    one = make(cast, "杭州乌有云杉服饰有限公司")
    make(cast, "杭州乌有云杉餐饮有限公司")
    assert found("杭州乌有云杉服饰有限公司") == one.pk


def test_it_finds_a_name_without_town_and_legal_form(cast):
    one = make(cast, "杭州乌有云杉服饰有限公司", short="乌有云杉")
    assert found("乌有云杉服饰公司") == one.pk
    assert found("乌有云杉") == one.pk


def test_it_tells_branches_apart_by_district(cast):
    one = make(cast, "杭州乌有云杉服饰有限公司", region_id="330106012")
    make(cast, "浙江乌有云杉服饰有限公司", region_id="330110005")
    assert found("乌有云杉服饰", "330106") == one.pk
    assert found("乌有云杉服饰") is None


def test_it_finds_an_employer_by_its_former_name(cast):
    one = make(cast, "杭州乌有云杉服饰有限公司")
    change(one, name="杭州华胥青禾服饰有限公司", by=cast.chen, at=FRIDAY)
    assert found("杭州乌有云杉服饰有限公司") == one.pk
    assert found("杭州华胥青禾服饰有限公司") == one.pk


def test_it_leads_from_a_merged_employer_to_the_kept_one_and_back(cast):
    kept, gone = make(cast, "杭州乌有云杉服饰有限公司"), make(cast, "杭州槐安棠溪服饰有限公司")
    merged = merge(kept, gone, by=cast.chen, at=FRIDAY)
    assert found("杭州槐安棠溪服饰有限公司") == kept.pk
    undo_merge(merged, by=cast.chen, at=FRIDAY)
    assert found("杭州槐安棠溪服饰有限公司") == gone.pk


def test_it_asks_the_database_twice_however_many_names(cast, django_assert_num_queries):
    for n in range(5):
        make(cast, f"杭州子虚第{n}食品有限公司")
    told = [Told(f"子虚第{n}食品") for n in range(5)] + [Told("杭州子虚第1食品有限公司")]
    with django_assert_num_queries(2):
        match(told)
