"""The masker hides what looks like a secret and leaves model ids, URLs and code alone."""

from __future__ import annotations

import string

import pytest

from auditor.extract.masks import MASK, Masker

MASKER = Masker(("acme-", "gx_", "sk-"))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ('key = "acme-abcd1234EFGH5678"', "abcd1234EFGH5678"),
        ("GX=gx_0123456789abcdef0123", "0123456789abcdef0123"),
        ("url = https://user:hunter2secret@host.test/v1", "hunter2secret"),
        ("Authorization: Bearer abcdefghij0123456789", "abcdefghij0123456789"),
        ('password = "correct9horse8battery"', "correct9horse8battery"),
        ('{"api_key": "Zm9vYmFyYmF6cXV4MTIz"}', "Zm9vYmFyYmF6cXV4MTIz"),
        ("aws AKIAIOSFODNN7EXAMPLE here", "IOSFODNN7EXAMPLE"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc-def_ghi", "eyJzdWIiOiIxMjM0NTY3ODkwIn0"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----", "MIIEowIBAAKCAQEA"),
        ("x = Abcdefghij0123456789KLMNOP", "Abcdefghij0123456789KLMNOP"),
        ("api_key=YWNtZTpnbG9i0A==", "YWNtZTpnbG9i0A"),
        ("api_key=YWNtZTpnbGlYiGFj=", "YWNtZTpnbGlYiGFj"),
        ("token, 'YWNtZTpnbGlYiGFj='", "YWNtZTpnbGlYiGFj"),
    ],
)
def test_secrets_do_not_pass(text: str, secret: str) -> None:
    assert secret not in MASKER.mask(text)


@pytest.mark.parametrize(
    "text",
    [
        'model = "acme-3-large"',
        "max_tokens=4096",
        'api_key=os.environ["ACME_API_KEY"]',
        "https://api.acme.test/v1/chat/completions",
        "accounts/globex/models/open-v3p1-70b-instruct",
        'token_url = "https://login.test/oauth2/token"',
        "from acme import AcmeClientWithRawResponse",
        "secret_name: acme_secret_name",
        "chat(acme.ModelAcme3Large20240307)",
        'Acme(api_key=api_key, base_url="https://api.acme.test/v1")',
    ],
)
def test_code_stays_as_it_is(text: str) -> None:
    assert MASKER.mask(text) == text


@pytest.mark.parametrize("run", ["xK3Large20240307Qz9TbN2vWm", "Ab3Cd20Ef24Gh03Ij07Kl11Mn", "modelAcme3Large20240307xQ7"])
def test_runs_that_only_hold_a_word_or_two_are_keys(run: str) -> None:
    assert MASKER.mask(f"chat({run})") == f"chat({MASK})"


def test_a_key_in_the_tree_is_told_from_a_placeholder() -> None:
    text = 'a = "acme-q7Wz91LmP0xYbT4Rk2Vd"\nb = "acme-your-api-key-here-please"\nc = "gx_xxxxxxxxxxxxxxxxxxxx"'
    assert [text[start:end] for start, end, _ in MASKER.secrets(text)] == ["acme-q7Wz91LmP0xYbT4Rk2Vd"]


@pytest.mark.parametrize(
    "text", ["conf/qq_3Zq9xKp7LmW3vT5rY8bN2.yaml", "a/zz_aBq9xKpLmWvT5rYbNQhJsD/x.json", "k.ab_12Zq9xKp7LmW3vT5rY8bN2Zq9x_old"]
)
def test_keys_of_somebody_unknown_in_names(text: str) -> None:
    assert MASKER.mask_name(text) == text[: text.index("_") + 1] + MASK + text[text.index("_") + 1 :].lstrip(
        string.ascii_letters + string.digits
    )
    assert MASKER.mask(text) == MASKER.mask_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "test_AzureChatCompletion20240201Preview",
        "tests/test_ListObjectsV2RequestBuilder.py",
        "lib_getHTTP2ServerOAuth2Base64Encoder.ts",
        "data/run_20240201T101530Zresults.json",
        "chunk_0f3a9bc2d41e77a0b5c6d7e8f9a0b1c2.js",
        "src_ThisIsAVeryLongNameOfAClass",
    ],
)
def test_long_names_are_no_keys(text: str) -> None:
    assert MASKER.mask_name(text) == text


@pytest.mark.parametrize(
    "path",
    [
        "plain.py",
        "a/b/plain.py",
        "gx_0123456789abcdef0123/x.py",
        "a/gx_0123456789abcdef0123/b/gx_9876543210fedcba9876.json",
        "conf/qq_3Zq9xKp7LmW3vT5rY8bN2.yaml",
        "/AKIAIOSFODNN7EXAMPLE",
        "a/-----BEGIN PRIVATE KEY-----MIIEow/IBAAKCAQEA/c",
    ],
)
def test_a_path_is_masked_as_its_text_is(path: str) -> None:
    masker = Masker(("acme-", "gx_", "sk-"))
    assert masker.mask_path(path) == masker.mask_name(path) == masker.mask_path(path)
