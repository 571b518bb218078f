import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tongxin.kit.masking import mask_id, mask_name, mask_phone, mask_text

PHONE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ID = st.from_regex(
    r"[1-8][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]", fullmatch=True
)
CARD = st.from_regex(r"62[0-9]{14}([0-9]{3})?", fullmatch=True)
AROUND = st.text(st.characters(exclude_categories=["Nd", "Cs"], exclude_characters="xX"), max_size=12)
GAP = st.sampled_from(["", " ", "-", "·", ".", "\u200b", "－", "  "])


def digits(text):
    return "".join(c for c in text if c.isdecimal())


def wide(text):
    return text.translate({ord("0") + i: ord("０") + i for i in range(10)})


@given(AROUND, PHONE, AROUND, GAP, st.sampled_from([(3, 7), (3, 6), (5, 8), (4, 7)]), st.booleans())
def test_it_hides_the_middle_of_every_phone(before, phone, after, gap, cuts, full_width):
    a, b = cuts
    written = gap.join((phone[:a], phone[a:b], phone[b:]))
    masked = mask_text(before + (wide(written) if full_width else written) + after)
    assert len(masked) == len(before + written + after)
    assert masked.count("*") >= before.count("*") + after.count("*") + 4
    assert len(digits(masked)) <= 7


@given(AROUND, ID, AROUND, GAP)
def test_it_hides_the_birthday_in_every_id_number(before, number, after, gap):
    masked = mask_text(before + gap.join((number[:6], number[6:14], number[14:])) + after)
    assert len(digits(masked)) <= 10
    assert number[6:14] not in masked


@given(AROUND, CARD, AROUND, st.booleans())
def test_it_hides_the_middle_of_every_bank_card(before, card, after, grouped):
    written = " ".join(card[i : i + 4] for i in range(0, len(card), 4)) if grouped else card
    assert len(digits(mask_text(before + written + after))) <= 8


@example("19000101000", "0", True)
@given(PHONE, st.text("0123456789", min_size=1, max_size=4), st.booleans())
def test_it_hides_a_phone_glued_to_other_digits(phone, more, behind):
    masked = mask_text(phone + more if behind else more + phone)
    assert phone not in masked
    assert "*" in masked


@given(PHONE)
def test_it_hides_a_phone_spelt_digit_by_digit(phone):
    assert len(digits(mask_text(" ".join(phone)))) <= 7


@given(PHONE)
def test_it_hides_a_phone_in_chinese_numerals(phone):
    spelt = phone.translate(dict(zip(map(ord, "0123456789"), "零幺二三四五六七八九", strict=True)))
    assert mask_text(f"电话{spelt}找我") == f"电话{spelt[:3]}****{spelt[-4:]}找我"


@given(st.text(max_size=80))
def test_it_keeps_the_length_of_any_text(text):
    assert len(mask_text(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "拖欠工资12000元,共3个月,涉及25人",
        "2026-11-18 13:05 来访,2026年11月18日登记",
        "20261118,编号20261118130500,案号(2026)浙0102民初1234号",
        "合同金额 123456789.50 元,欠 1234567890 元,合计12345678901.5元",
        "0.5万元 3,500.00元 12,345,678.90元 15 2026.11.18 300",
        "2024-01-02 2024-01-03 12000 3500",
    ],
)
def test_it_keeps_amounts_and_dates(text):
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812341234。", "电话138****1234。"),
        ("身份证330102199001011234,张三", "身份证330102********1234,张三"),
        ("卡号6222021234567890123", "卡号6222***********0123"),
        ("座机0571-88881234", "座机0571-****1234"),
        ("+86 138-1234-1234", "+86 138-****-1234"),
        ("8613812341234", "861******1234"),
        ("证号33010219900101123X", "证号330102********123X"),
    ],
)
def test_it_masks_in_a_known_way(text, masked):
    assert mask_text(text) == masked


@given(PHONE)
@example("13812341234")
def test_it_shows_three_and_four_digits_of_a_phone(phone):
    assert (
        mask_phone(phone)
        == mask_phone(f"+86 {phone[:3]}-{phone[3:7]}-{phone[7:]}")
        == f"{phone[:3]}****{phone[-4:]}"
    )


@given(st.text(max_size=30))
def test_it_never_shows_a_whole_field(value):
    assume(value.strip() and "*" not in value)  # what is hidden already may come back as it is
    assert mask_phone(value) != value
    assert mask_name(value) != value
    assert mask_id(value) != value


@given(ID)
def test_it_shows_region_and_tail_of_an_id_number(number):
    assert mask_id(number) == f"{number[:6]}********{number[-4:]}"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("张三丰", "张**"), ("张三", "张*"), ("张", "*"), ("𠮷田", "𠮷*"), ("", ""), (None, "")],
)
def test_it_leaves_the_family_name(name, masked):
    assert mask_name(name) == masked
