"""What 陈城调, 席西湖 and 王调解 see and do on the pages of contracts and on that of an employer."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest

from tongxin.kit.sheets import read_sheet
from tongxin.project.testing import FRIDAY
from tongxin.relations.bargaining.models import Contract
from tongxin.relations.bargaining.tests.makers import CODES, START, TODAY, make_contract, make_employer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday():
    with (
        patch("tongxin.relations.bargaining.views.localdate", return_value=TODAY),
        patch("tongxin.relations.bargaining.views.localtime", return_value=FRIDAY),
        patch("tongxin.relations.bargaining.forms.localdate", return_value=TODAY),
        patch("tongxin.faces.desk.employer_views.localdate", return_value=TODAY),
    ):
        yield


@pytest.fixture
def unit(cast):
    return make_employer(cast.lingyin, "示例云杉厂", CODES[0], staff=120)


def filled(**over):
    told = {
        "number": "杭集合 2026-002", "kind": "wages", "reach": "unit", "org": "HZ-XH", "units": CODES[0],
        "workers": "120", "signed_on": "2026-03-01", "filed_on": "2026-03-05", "starts_on": "2026-03-01",
        "ends_on": "2027-02-28",
    }  # fmt: skip
    return told | over


def test_the_page_of_an_employer_shows_the_contracts_that_bind_it(cast, unit, client):
    make_contract(cast.xihu, [unit], by=cast.xi, number="一号")
    make_contract(
        cast.xihu, [unit], by=cast.xi, number="二号", kind="general", ends_on=TODAY + timedelta(days=30)
    )
    client.force_login(cast.wang)
    text = client.get(f"/employers/{unit.pk}/").content.decode()
    assert text.index("一号") < text.index("二号") and "有效" in text and "可要求续订" in text
    assert "登记集体合同" not in text  # a mediator reads


def test_an_officer_registers_one_from_the_page_of_the_employer(cast, unit, client):
    client.force_login(cast.xi)
    page = client.get(f"/employers/{unit.pk}/").content.decode()
    assert "没有登记覆盖本单位的集体合同" in page and f"/contracts/new/?employer={unit.pk}" in page
    form = client.get(f"/contracts/new/?employer={unit.pk}").content.decode()
    assert CODES[0] in form and "西湖区总工会" in form and "示例云杉厂" in form
    made = client.post("/contracts/new/", filled(), follow=True)
    assert "杭集合 2026-002" in made.content.decode()
    assert Contract.objects.get().employers.get() == unit
    assert "杭集合 2026-002" in client.get(f"/employers/{unit.pk}/").content.decode()


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"units": "没有这家"}, "没有信用代码或名称为“没有这家”"),
        ({"units": ""}, "覆盖单位"),
        ({"org": "HZ"}, "没有名称或编号为“HZ”、由您登记集体合同的工会"),
        ({"ends_on": "2026-02-01"}, "早于起始日期"),
        ({"filed_on": "2026-02-01"}, "早于签订日期"),
        ({"signed_on": "2026-12-01", "filed_on": ""}, "还没有到"),
        ({"workers": "很多"}, "“很多”应为"),
        ({"units": f"{CODES[0]}\n示例二厂"}, "只能覆盖一个单位"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(cast, unit, client, over, words):
    make_employer(cast.lingyin, "示例二厂")
    client.force_login(cast.xi)
    answer = client.post("/contracts/new/", filled(**over))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Contract.objects.exists()


def test_a_correction_keeps_the_employers_its_author_cannot_see(cast, unit, client):
    far = make_employer(cast.yuhang, "示例远方厂")
    contract = make_contract(cast.xihu, [unit, far], by=cast.chen, reach="region")
    client.force_login(cast.xi)
    page = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert "共覆盖 2 家，其中 1 家在您的管辖范围内" in page and "示例远方厂" not in page
    assert "示例远方厂" not in client.get(f"/contracts/{contract.pk}/edit/").content.decode()
    client.post(
        f"/contracts/{contract.pk}/edit/", filled(reach="region", number=contract.number, workers="80")
    )
    contract.refresh_from_db()
    assert contract.workers == 80 and set(contract.employers.all()) == {unit, far}


def test_each_verb_is_a_button_where_it_may_be_used(cast, unit, client):
    contract = make_contract(cast.xihu, [unit], by=cast.xi)
    client.force_login(cast.xi)
    page = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert "记录解除" in page and "撤回登记" in page and "撤销解除" not in page
    answer = client.post(
        f"/contracts/{contract.pk}/end/", {"on": TODAY.isoformat(), "reason": "企业解散"}, follow=True
    )
    assert "已解除" in answer.content.decode() and "企业解散" in answer.content.decode()
    client.post(f"/contracts/{contract.pk}/reinstate/")
    client.post(f"/contracts/{contract.pk}/withdraw/", {"reason": "重复登记"})
    assert "重复登记" in client.get(f"/contracts/{contract.pk}/").content.decode()
    client.force_login(cast.wang)
    page = client.get(f"/contracts/{contract.pk}/").content.decode()
    assert "恢复登记" not in page.split("page-aside")[0]
    assert client.post(f"/contracts/{contract.pk}/restore/").status_code == 403
    client.force_login(cast.yu)
    assert client.get(f"/contracts/{contract.pk}/").status_code == 404


def test_the_list_is_narrowed_by_where_they_stand_and_found_by_employer(cast, unit, client):
    make_contract(cast.xihu, [unit], by=cast.xi, number="一号")
    other = make_employer(cast.lingyin, "示例白桦厂")
    make_contract(cast.xihu, [other], by=cast.xi, number="二号", filed_on=None)
    late = START - timedelta(days=800)
    make_contract(cast.xihu, [other], by=cast.xi, number="三号", signed_on=late, filed_on=late, starts_on=late,
                  ends_on=late + timedelta(days=364))  # fmt: skip
    client.force_login(cast.xi)

    def listed(**told):
        text = client.get("/contracts/", told).content.decode()
        return [number for number in ("一号", "二号", "三号") if f">{number}<" in text]

    assert listed() == ["一号", "二号", "三号"]
    assert listed(standing="valid") == ["一号"]
    assert listed(standing="unfiled") == ["二号"]
    assert listed(standing="expired") == ["三号"]
    assert listed(q="白桦") == ["二号", "三号"]
    assert listed(q=CODES[0]) == ["一号"]
    far = make_employer(cast.yuhang, "示例远方厂")
    make_contract(cast.xihu, [unit, far], by=cast.chen, number="四号", reach="region")
    assert "四号" not in client.get("/contracts/", {"q": "远方"}).content.decode()
    assert listed(ends_from="2027-01-01") == ["一号", "二号"]
    sheet = client.get("/contracts/", {"export": "xlsx", "q": "白桦"})
    rows = list(read_sheet(sheet.content, "b.xlsx", columns=["合同编号"]).rows)
    assert [row.cells["合同编号"] for row in rows] == ["二号", "三号"]
    assert client.get("/contracts/", {"ends_from": "0001-01-01", "ends_to": "9999-12-31"}).status_code == 200


def test_a_correction_that_began_before_another_one_is_sent_back(cast, unit, client):
    contract = make_contract(cast.xihu, [unit], by=cast.xi, number="一号")
    client.force_login(cast.xi)
    page = client.get(f"/contracts/{contract.pk}/edit/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1].replace("&#x27;", "'")
    form = filled(number="一号", units="", drop="", seen=seen, filed_on="2026-03-06")
    assert client.post(f"/contracts/{contract.pk}/edit/", form | {"workers": "90"}).status_code == 302
    late = client.post(f"/contracts/{contract.pk}/edit/", form | {"workers": "80"})
    assert late.status_code == 422 and "被别人更正过" in late.content.decode()
    contract.refresh_from_db()
    assert contract.workers == 90


def test_an_industry_union_keeps_the_contracts_of_its_members(cast, client):
    member = make_employer(cast.lingyin, "示例营造厂", CODES[1], industry_org=cast.builders)
    client.force_login(cast.bu)
    made = client.post(
        "/contracts/new/", filled(org="杭州市建设工会", reach="industry", units=CODES[1]), follow=True
    )
    text = made.content.decode()
    assert made.status_code == 200 and "示例营造厂" in text and f"/employers/{member.pk}/" not in text
