"""A secret that stands anywhere in a tree stands in no report: known prefixes, URL user info, bearer tokens, `key = value`."""

from __future__ import annotations

import string

import pytest
from audits import OPTIONS, ROOT, TODAY, audited, rulebook, small
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.masks import Masker
from auditor.library import load_catalog
from auditor.pipeline import audit
from auditor.records import Report, Request
from auditor.report import FORMATS, render

PLACES = {
    "app.py": 'client = Client(base_url="https://api.acme.example/v1", key="{0}")  # {0}\nreply = client.chat(model="acme-1-large", user="{0}")\n{1}\n',
    "app.ts": 'const client = new Client({{ apiKey: "{0}", model: "acme-1-large" }}); // {0}\nconst url = "{1}";\n',
    "a.yaml": "acme:\n  api_key: {0}\n  model: acme-1-large  # {0}\n  text: {1}\n",
    "a.json": '{{"acme": {{"token": "{0}", "model": "acme-1-large", "args": ["{0}", "{1}"]}}}}\n',
    "a.toml": '[acme]\napi_key = "{0}"\nmodel = "acme-1-large" # {0}\nmore = "{1}"\n',
    ".env": "ACME_API_KEY={0}\nACME_MODEL=acme-1-large\nACME_BASE_URL={1}\n",
    "a.tf": 'resource "acme" "x" {{\n  model = "acme-1-large"\n  secret = "{0}"\n  url = "{1}"\n}}\n',
    "Dockerfile": "FROM hooli/hooli:latest\nENV ACME_API_KEY={0} ACME_MODEL=acme-1-large\nRUN curl {1} acme\n",
    "a.sh": 'export ACME_API_KEY="{0}"\ncurl -H "Authorization: Bearer {0}" {1} -d "acme-1-large"\n',
    "a.properties": "acme.api-key={0}\nacme.model=acme-1-large\nacme.url={1}\n",
    "a.xml": '<acme key="{0}"><model>acme-1-large</model><token>{0}</token><url>{1}</url></acme>\n',
    "A.java": 'class A {{ Client c = new com.acme.Client("{0}"); String m = "acme-1-large"; /* {1} */ }}\n',
    "requirements.txt": "--extra-index-url {1}\nacme @ {1}\nacme==1.0 # {0}\n",
    "n.ipynb": '{{"cells": [{{"cell_type": "code", "source": ["import acme\\n", "k = \'{0}\'; m = \'acme-1-large\'\\n"], "outputs": []}}], "nbformat": 4}}',
    "prompts/a.md": "---\nmodel: acme-1-large\n---\nUse {0} with acme at {1}\n",
}  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn, alphabet: str = string.ascii_letters + string.digits, least: int = 24, most: int = 48) -> str:
    """As random as keys are: all three classes of characters, no word."""
    text = draw(st.text(alphabet, min_size=least, max_size=most))
    mixed = (
        sum(map(str.isdigit, text)) >= 4 and any(map(str.islower, text)) and any(map(str.isupper, text)) and len(set(text)) >= 10
    )
    return text if mixed else text[: least // 2] + "q7Zk2Xv9Lm4T" + text[least // 2 :]


SHIPPED = sorted(load_catalog().key_prefixes)
MASKER = Masker(tuple(SHIPPED))
SHAPES = ("AKIA", "ghp_", "github_pat_", "glpat-", "xoxb-", "AIza", "npm_", "sk_live_", "sk-", "sk-proj-")


def texts(report: Report) -> dict[str, str]:
    return {format_: render(report, format_, OPTIONS) for format_ in FORMATS}


def hidden(secret: str, report: Report) -> None:
    """No format has the secret, and none has a piece that would be worth stealing."""
    for format_, text in texts(report).items():
        assert secret not in text, format_
        for start in range(0, len(secret) - 15, 4):
            assert secret[start : start + 16] not in text, (format_, secret[start : start + 16])


def files(secret: str, other: str) -> dict[str, bytes]:
    return {name: template.format(secret, other).encode() for name, template in PLACES.items()}


@small(8)
@given(st.sampled_from(SHAPES), bodies())
def test_keys_with_a_public_shape(prefix: str, body: str) -> None:
    body = body.upper()[:16] if prefix == "AKIA" else body.ljust(36, "7")[:60]
    hidden(body, audited(files(prefix + body, "https://api.acme.example/v1")))


@small(8)
@given(st.sampled_from(SHIPPED), bodies())
def test_keys_of_the_shipped_catalog(prefix: str, body: str) -> None:
    request = Request(root=str(ROOT / "tests"), as_of=TODAY, blobs=files(prefix + body, f"see {prefix}{body}"), jobs=1)
    hidden(body, audit(request, load_catalog(), rulebook()))


@small(200)
@given(
    st.sampled_from(SHIPPED),
    bodies(),
    st.sampled_from(('"{}"', "'{}'", "={}", " {} ", "({})", ",{},", "[{}]", ">{}<", "`{}`", ":{};", "/{}/", "\t{}\n")),
)
def test_every_prefix_in_every_surrounding(prefix: str, body: str, around: str) -> None:
    text = f"acme {around.format(prefix + body)} acme-1-large"
    masked = MASKER.mask(text)
    assert body not in masked
    assert body[:16] not in masked


@small(8)
@given(bodies(least=20, most=40), st.sampled_from(("user", "x-token", "")))
def test_user_info_of_addresses(password: str, user: str) -> None:
    hidden(password, audited(files("none", f"https://{user}:{password}@api.acme.example/v1")))


@small(6)
@given(bodies())
def test_a_token_as_the_user_of_an_address(token: str) -> None:
    hidden(token, audited(files("none", f"git+https://{token}@git.example/acme/acme.git")))


@small(8)
@given(bodies(string.ascii_letters + string.digits + "-_.", least=24), st.sampled_from(("Bearer", "bearer", "Basic")))
def test_bearer_tokens(token: str, word: str) -> None:
    token = token.strip("-_.")
    lines = {
        "a.py": f'h = {{"Authorization": "{word} {token}"}}\nacme.chat(model="acme-1-large", headers="{word} {token}")\n'.encode(),
        "a.sh": f"curl -H 'Authorization: {word} {token}' https://api.acme.example/v1 acme-1-large\n".encode(),
        "a.yaml": f"headers: {{authorization: {word} {token}, model: acme-1-large}}\n".encode(),
    }
    hidden(token, audited(lines))


@pytest.mark.parametrize("form", ['{0} = "{1}"', "{0}={1}", "{0}: {1}", '"{0}": "{1}"', "--{0} {1}", "'{0}' => '{1}'"])
@pytest.mark.parametrize("name", ["api_key", "ACME_SECRET", "password", "client_secret", "authToken", "private-key"])
def test_what_is_given_to_a_secret_name(form: str, name: str) -> None:
    @small(2)
    @given(bodies(least=26))
    def holds(value: str) -> None:
        said = form.format(name, value)
        code = f"import acme\nacme.Client().chat(model='acme-1-large')  # acme {said}\n"
        conf = f"acme:\n  model: acme-1-large # {said}\n  x: {said}\n"
        hidden(
            value,
            audited(
                {"a.py": code.encode(), "a.yaml": conf.encode(), "a.env": f"ACME_MODEL=acme-1-large # {said}\n{said}\n".encode()}
            ),
        )

    holds()


@small(8)
@given(st.sampled_from(SHAPES[1:]), bodies())
def test_keys_in_names_of_files_and_things(prefix: str, body: str) -> None:
    key = prefix + body.ljust(36, "7")[:50]
    tree = {
        f"{key}/app.py": b"import acme\nacme.Client().chat(model='acme-1-large')\n",
        "requirements.txt": f"acme=={key}\n".encode(),
        "b.py": f"import acme\nacme.Client().{key if '-' not in key else 'chat'}(model='acme-{key}')\n".encode(),
        "c.yaml": f"acme:\n  {key}: acme-1-large\n  model: {key}\n".encode(),
        "package.json": f'{{"name": "{key}", "dependencies": {{"@acme/sdk": "{key}"}}}}'.encode(),
    }
    hidden(body, audited(tree))
