import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.kit.crypto import (
    Undecipherable,
    blind_candidates,
    blind_index,
    current_prefix,
    decrypt,
    encrypt,
    hmac_sm3,
    sm3,
)

PHONE = "people.account.phone"
CIPHERS = ("aes-256-gcm", "sm4-gcm")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture(autouse=True, params=CIPHERS)
def keys(request, settings):
    settings.TONGXIN_KEYS = {"k1": bytes(range(32)), "k2": bytes(range(32, 64))}
    settings.TONGXIN_KEY_ID = "k1"
    settings.TONGXIN_CIPHER = request.param
    return settings


@given(TEXT)
def test_it_opens_what_it_sealed(plain):
    assert decrypt(encrypt(plain, PHONE), PHONE) == plain


@given(TEXT, st.integers(0, 10_000), st.integers(1, 255))
def test_it_notices_any_altered_byte(plain, place, flip):
    token = encrypt(plain, PHONE)
    raw = bytearray(base64.b64decode(token.split(":")[2]))
    raw[place % len(raw)] ^= flip
    with pytest.raises(Undecipherable):
        decrypt(current_prefix() + base64.b64encode(bytes(raw)).decode(), PHONE)


def test_it_names_key_and_algorithm_in_the_token(keys):
    assert encrypt("x", PHONE).startswith("k1:a:" if keys.TONGXIN_CIPHER == "aes-256-gcm" else "k1:s:")


def test_it_never_gives_the_same_token_twice():
    assert encrypt("13812341234", PHONE) != encrypt("13812341234", PHONE)


def test_it_does_not_open_in_another_column():
    with pytest.raises(Undecipherable, match=r"people\.account\.id_number"):
        decrypt(encrypt("13812341234", PHONE), "people.account.id_number")


def test_it_does_not_open_under_another_key_id():
    with pytest.raises(Undecipherable):
        decrypt(encrypt("13812341234", PHONE).replace("k1", "k2", 1), PHONE)


def test_it_opens_old_tokens_after_the_key_and_the_algorithm_changed(keys):
    token = encrypt("13812341234", PHONE)
    keys.TONGXIN_KEY_ID = "k2"
    keys.TONGXIN_CIPHER = next(c for c in CIPHERS if c != keys.TONGXIN_CIPHER)
    assert decrypt(token, PHONE) == "13812341234"


def test_it_says_which_key_is_missing(keys):
    token = encrypt("13812341234", PHONE)
    keys.TONGXIN_KEYS = {"k2": bytes(32)}
    with pytest.raises(Undecipherable, match="k1"):
        decrypt(token, PHONE)


@given(st.one_of(st.text(max_size=80), st.from_regex(r"k1:[as]:[A-Za-z0-9+/=]{0,40}", fullmatch=True)))
def test_it_refuses_anything_that_is_no_token(junk):
    with pytest.raises(Undecipherable):
        decrypt(junk, PHONE)


@given(TEXT, TEXT)
def test_it_gives_equal_indexes_for_equal_values_only(left, right):
    assert blind_index(left, PHONE) == blind_index(left, PHONE)
    folded = {"".join(x.split()).casefold() for x in (left, right)}
    if left.isascii() and right.isascii() and len(folded) == 2:
        assert blind_index(left, PHONE) != blind_index(right, PHONE)


def test_it_indexes_without_regard_to_spaces_and_width():
    assert blind_index("138 1234 1234", PHONE) == blind_index("１３８１２３４１２３４", PHONE)
    assert blind_index("33010219900101123x", PHONE) == blind_index("33010219900101123X", PHONE)


def test_it_indexes_each_column_apart():
    assert blind_index("13812341234", PHONE) != blind_index("13812341234", "signals.signal.phone")


def test_it_finds_an_index_made_under_a_former_key(keys):
    former = blind_index("13812341234", PHONE)
    keys.TONGXIN_KEY_ID = "k2"
    assert blind_index("13812341234", PHONE) != former
    assert former in blind_candidates("13812341234", PHONE)


def test_it_computes_the_published_sm3_digest():
    assert (
        sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )  # GB/T 32905 A.1


def test_it_computes_hmac_as_in_its_definition():
    key, message = b"k" * 20, "消息".encode()
    pad = key.ljust(64, b"\0")
    inner = sm3(bytes(b ^ 0x36 for b in pad) + message)
    assert hmac_sm3(key, message) == sm3(bytes(b ^ 0x5C for b in pad) + inner)
