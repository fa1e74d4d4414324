"""Python by its tree: snippets and what they say, tempting negatives, scopes, and text that does not parse."""

from __future__ import annotations

import pytest
from read_source import brief, read_all, read_text

from auditor.records import Confidence, How, Ignore, Role

ROWS = [
    ("import acme.sub as a\na.Client()", "import acme.sub | call acme.sub.Client"),
    ("from acme import Acme as A\nA(model='m-1')", "import acme | call acme.Acme | literal m-1 slot=model callee=acme.Acme"),
    ("from roof import acme, other\nacme.Client()\nother.go()", "import roof.acme | call roof.acme.Client"),
    ("import importlib\nm = importlib.import_module('acme.x')", "import acme.x"),
    ("try:\n    import acme\nexcept ImportError:\n    acme = None\nacme.go()", "import acme | call acme.go"),
    ("import os\nM = os.getenv('ACME_M', 'acme-3')\nrun(model=M)", "env ACME_M slot=M | literal acme-3 slot=model via=ACME_M callee=run"),
    ("import os\nm = os.environ.get('ACME_M') or 'acme-3'", "env ACME_M slot=m | literal acme-3 slot=m via=ACME_M"),
    ("import os\nk = os.environ['ACME_KEY']", "env ACME_KEY slot=k"),
    ("import os, acme\nk = os.environ['ACME_KEY']\nc = acme.Client(api_key=k)", "env ACME_KEY slot=k | env ACME_KEY slot=api_key callee=acme.Client"),
    ("import os, acme\nclass S:\n    def __init__(self):\n        self.url = os.getenv('ACME_URL')\n        self.c = acme.Client(base_url=self.url)",
     "env ACME_URL slot=url | env ACME_URL slot=base_url callee=acme.Client"),
    ("import os\nos.environ['ACME_URL'] = 'https://api.acme.test'", "env ACME_URL slot=ACME_URL | endpoint https://api.acme.test slot=ACME_URL via=ACME_URL"),
    ("import acme\nacme.api_base = 'https://h.test/v1'\nacme.api_base = 'https://api.acme.test'", "endpoint https://api.acme.test slot=api_base callee=acme"),
    ("import acme\nc = acme.Client()\nD = 'my-deploy'\nc.chat.create(model=D)", "call acme.Client().chat.create | literal my-deploy slot=model callee=acme.Client().chat.create"),
    ("import acme\nkw = {'model': 'acme-3', 'n': 1}\nacme.go(**kw)", "literal acme-3 slot=model callee=acme.go"),
    ("import acme\nkw = dict(model='acme-3')\nacme.go(**kw)", "literal acme-3 slot=model callee=acme.go"),
    ("import acme, functools\nf = functools.partial(acme.go, model='acme-3')", "call acme.go | literal acme-3 slot=model callee=acme.go"),
    ("class S:\n    def __init__(self, m='acme-3'):\n        self.model = m or 'acme-4'\n    def f(self):\n        run(model=self.model)", "literal acme-3 slot=m | literal acme-4 slot=model callee=run"),
    ("import acme\nclass S:\n    def __init__(self):\n        self.c = acme.Client()\n    def f(self):\n        return self.c.chat(model='m-1')", "call acme.Client().chat | literal m-1 slot=model callee=acme.Client().chat"),
    ("import acme\nasync def f():\n    async with acme.Client() as c:\n        await c.chat(model='m-1')", "literal m-1 slot=model callee=acme.Client().chat"),
    ("import acme\ndef f(c: acme.Client):\n    c.chat()", "call acme.Client.chat"),
    ("from acme import Acme\nc = wrap(Acme())\nc.chat()", "call acme.Acme | call acme.Acme().chat"),
    ("@dataclass\nclass C:\n    model: str = 'acme-3'\n    other: str = field(default='acme-4')\n    url: str = Field('https://api.acme.test', description='x')",
     "literal acme-3 slot=model | literal acme-4 slot=other | endpoint https://api.acme.test slot=url"),
    ("p.add_argument('-m', '--llm-model', default='acme-3', help='the acme model')\nargs = p.parse_args()\nrun(model=args.llm_model)", "literal acme-3 slot=model callee=run | literal acme prompt-text"),
    ("p.add_argument('--acme-code', action='store_true')\nrun(['serve', '--acme-code'])", "literal --acme-code lookup-table | literal --acme-code callee=run"),
    ("@click.option('--model', default='acme-3')\ndef f(model):\n    run(model=model)", "literal acme-3 slot=model callee=run"),
    ("def f(model='acme-3', *, url='https://api.acme.test'):\n    pass", "literal acme-3 slot=model | endpoint https://api.acme.test slot=url"),
    ("m = cfg.get('model', 'acme-3')", "literal acme-3 slot=model"),
    ("run(model=Models.ACME_3)", "literal ACME_3 slot=model callee=run"),
    ("requests.post(f'https://api.acme.test/{x}', json={'model': 'acme-3'}, data='{\"model\": \"acme-4\"}')",
     "endpoint https://api.acme.test/{x} callee=requests.post | literal acme-3 slot=model callee=requests.post | literal acme-4 slot=model callee=requests.post"),
    ("u = f'{base}/acme-{x}'", ""),
    ("m = {'fast': 'acme-1', 'smart': 'acme-2'}\nrun(model=m['fast'])", "literal acme-1 slot=model callee=run | literal acme-2 slot=smart"),
    ("x = foo(acme_options=[1, 2])", "literal [1, 2] slot=acme_options callee=foo"),
    ("x = {'acme_options': {'a': 1}}", "literal {'a': 1} slot=acme_options"),
    ("chain.acme_fallbacks([a])", "call chain.acme_fallbacks"),
    ("P = {'ACME_KEY': re.compile('sk-.*')}\nk = {'ACME_KEY': 'x'}", "env ACME_KEY slot=P lookup-table | env ACME_KEY slot=k"),
    ("class S(BaseSettings):\n    ACME_API_KEY: str\nx = settings.ACME_URL", "env ACME_API_KEY | env ACME_URL slot=x"),
    ("# acme-3\ndef f():\n    '''acme-4 and ACME_KEY'''\n", "literal acme-3 comment | literal acme-4 comment | env ACME_KEY comment"),
    ("log.error('acme is down')", "literal acme prompt-text"),
    ("if m == 'acme-3' or m.startswith('acme-4') or 'acme' in m: pass", "literal acme-3 lookup-table | literal acme-4 lookup-table | literal acme lookup-table"),
    ("match m:\n    case 'acme-3' | 'acme-4': pass", "literal acme-3 lookup-table | literal acme-4 lookup-table"),
    ("def f(m: Literal['acme-1', 'acme-2']): pass", "literal acme-1 lookup-table | literal acme-2 lookup-table"),
    ("def f(models=['acme-1', 'acme-2']): pass", "literal acme-1 slot=models | literal acme-2 slot=models"),
    ("KNOWN = ['acme-1', 'acme-2']\nif m not in KNOWN: pass", "literal acme-1 slot=KNOWN lookup-table | literal acme-2 slot=KNOWN lookup-table"),
    ("class C:\n    MODELS = ['acme-1']\n    def f(self): pass", "literal acme-1 slot=MODELS"),
    ("class C:\n    MODELS = ['acme-1']\n    def f(self, m): return m in self.MODELS", "literal acme-1 slot=MODELS lookup-table"),
    ("class C:\n    MODELS = ['acme-1']\n    def f(self): return self.MODELS[0]", "literal acme-1 slot=MODELS"),
    ("KNOWN = ['acme-1', 'acme-2']\nif any(x in m for x in KNOWN): pass", "literal acme-1 slot=KNOWN lookup-table | literal acme-2 slot=KNOWN lookup-table"),
    ("KNOWN = ['acme-1']\nok = any(m.startswith(one) for one in KNOWN)", "literal acme-1 slot=KNOWN lookup-table"),
    ("KNOWN = ['acme-1']\nprice = prices[KNOWN.index(m)] + KNOWN.count(m)", "literal acme-1 slot=KNOWN lookup-table"),
    ("USED = ['acme-1']\nrun(USED[USED.index(m)])", "literal acme-1 slot=USED"),
    ("def f(s):\n    known = ['acme-1']\n    for m in known:\n        if m in s.costs and n.startswith(m):\n            n += s.costs[m]\n    return n",
     "literal acme-1 slot=known lookup-table"),
    ("KNOWN = ['acme-1']\nfor m in KNOWN:\n    if other == m: x()", "literal acme-1 slot=KNOWN lookup-table"),
    ("USED = ['acme-1']\nfor m in USED:\n    if m in s.costs:\n        run(m)\nx()", "literal acme-1 slot=USED"),
    ("USED = ['acme-1']\nfor m in USED:\n    clients[m].chat()\nx()", "literal acme-1 slot=USED"),
    ("USED = ['acme-1']\nfor m in USED:\n    if m in x: pass\n" + "    y()\n" * 400, "literal acme-1 slot=USED"),
    ("USED = ['acme-1']\nall = [run(x) for x in USED]", "literal acme-1 slot=USED"),
    ("_OLD = 'acme-1'\nif m == _OLD or n != _OLD: pass\n_NEW = 'acme-2'\nrun(_NEW) if m == _NEW else None\nANY = 'acme-3'\nx = m == ANY",
     "literal acme-1 slot=_OLD lookup-table | literal acme-2 slot=_NEW | literal acme-3 slot=ANY"),
    ("_BAD = ('acme-1', 'acme-2')\nx = m.startswith(_BAD)", "literal acme-1 slot=_BAD lookup-table | literal acme-2 slot=_BAD lookup-table"),
    (("import acme, acme_b\nclass A:\n    def __init__(self): self.c = acme.Client()\n    def f(self): self.c.one()\n"
     "class B:\n    def __init__(self): self.c = acme_b.Client()\n    def f(self): self.c.two()\nclass C(B):\n    def f(self): self.c.three()"),
     "call acme.Client().one | call acme_b.Client().two | call acme.Client().three"),
    ("import acme, acme_b\nclass A:\n    def __init__(self, x):\n        if x: self.c = acme.Client()\n        else: self.c = acme_b.Client()\n    def f(self): self.c.one()",
     "call acme.Client().one"),
    ("import acme, acme_b\ndef f():\n    c = acme.Client()\n    c.one()\ndef g():\n    c = acme_b.Client()\n    c.two()\ndef h(c):\n    c.three()",
     "call acme.Client().one | call acme_b.Client().two | call acme.Client().three"),
    ("def num_tokens_from(text, model='acme-1'): pass\ndef stream_tokens(model='acme-2'): pass\ndef limit(model='acme-3'): pass",
     "literal acme-1 lookup-table | literal acme-2 slot=model | literal acme-3 slot=model"),
    ("m = made.get('acme-1', other)\nn = session.get('https://api.acme.test/v1', headers)", "literal acme-1 lookup-table | endpoint https://api.acme.test/v1 callee=session.get"),
    ("TRIED = ['acme-1', 'acme-2']\nfor at, m in TRIED: run(model=m)", "literal acme-1 slot=TRIED | literal acme-2 slot=TRIED"),
    ("TRIED = ['acme-1', 'acme-2']", "literal acme-1 slot=TRIED | literal acme-2 slot=TRIED"),
    ("import factory\nclass BotFactory(factory.Factory):\n    model = 'acme-3'", "literal acme-3 slot=model test"),
    ("class BotFactory(DjangoModelFactory):\n    model = 'acme-3'\n    class Params:\n        pass", "literal acme-3 slot=model test"),
    ("class ModelFactory:\n    model = 'acme-3'\nclass F(LLMFactory):\n    name = 'acme-4'", "literal acme-3 slot=model | literal acme-4 slot=name"),
    ("PRICES = {'acme-1': 0.5}\ny = PRICES['acme-1']", "literal acme-1 slot=PRICES lookup-table | literal acme-1 lookup-table"),
    ("from .acme import x\nfrom . import acme_local\nx()\nacme_local.go()", ""),
    ("def call_acme(): pass\ncall_acme()\nclass AcmeCLI: pass\nAcmeCLI()\nself.acme_inner()\nassert_acme()", ""),
    ("c = Client(api_key='acme-secret', token='acme-2')", ""),
    ("post(f'https://api.acme.test/a/{acc}/ai/run/{m}')", "endpoint https://api.acme.test/a/{acc}/ai/run/{m} callee=post"),
    ("u = 'https://api.acme.test/a/%s/ai' % acc", "endpoint https://api.acme.test/a/%s/ai slot=u"),
    ("è = 'ü'; x = f('ä', model='acme-3')", "literal acme-3 slot=model callee=f"),
]  # fmt: skip


def test_of_a_roof_only_the_part_that_is_known_is_told() -> None:
    found = read_text("python", "from roof import acme, other\nfrom roof import others\nfrom . import acme\n")
    assert [(one.value, one.line, one.column) for one in found if one.how is How.IMPORT] == [("roof.acme", 1, 18)]


def test_a_field_is_what_its_class_gives_it() -> None:
    one = "class {}:\n    def __init__(self):\n        self.c = acme.Client(base_url={!r})\n    def f(self):\n        self.c.chat()\n"
    found = read_text("python", "import acme\n" + one.format("X", "https://a.test/v1") + one.format("Y", "https://b.test/v1"))
    calls = [one for one in found if one.how is How.CALL]
    assert [one.receiver for one in calls] == ["", calls[0].site, "", calls[2].site]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=range(len(ROWS)))
def test_what_python_says(text: str, expected: str) -> None:
    found = {brief(one) for one in read_text("python", text)}
    assert (set(expected.split(" | ")) if expected else set()) <= found
    if not expected:
        assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        "import os, acme\nk = os.environ['ACME_KEY']\nk = other()\nacme.Client(api_key=k)",
        "import os, acme\nk = os.environ['ACME_KEY']\nsend(api_key=k)",
        "import os, acme\ndef f():\n    k = os.environ['ACME_KEY']\ndef g(k):\n    acme.Client(api_key=k)",
        "import os, acme\nk = os.environ['ACME_KEY']\nacme.Client(user=k)",
        "import os, acme\nk = {'api_key': os.environ['ACME_KEY']} if x else {'api_key': y}\nacme.Client(**k)",
    ],
)
def test_a_variable_that_no_client_is_opened_with_reaches_no_call(text: str) -> None:
    assert {one.callee for one in read_text("python", text) if one.how is How.ENV} == {""}


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("R = {'model': 'acme-3', 'provider': 'umbrella'}", {"acme-3", "umbrella"}),
        (
            "R = {'a': {'model': 'acme-3', 'base_url': 'https://h.test/v1'}, 'b': {'model': 'acme-4'}}",
            {"acme-3", "https://h.test/v1"},
        ),
        ("class C:\n    name: str = 'acme-3'\n    provider = 'umbrella'\n    size = 3", {"acme-3", "umbrella"}),
        ("class C:\n    acme_model = 'acme-3'\n    other_url = 'https://h.acme.test/v1'", set()),
        ("model = 'acme-3'\nprovider = 'umbrella-acme'", set()),
        ("def f(model='acme-3', provider='umbrella-acme'): pass", set()),
    ],
)
def test_plain_settings_of_one_block_stand_together(text: str, together: set[str]) -> None:
    found = read_text("python", text)
    sites = {one.site for one in found if one.value == "acme-3"}
    assert len(sites) == 1
    assert {one.value for one in found if one.site and one.site in sites} == together


def test_columns_count_characters() -> None:
    (found,) = read_text("python", "è = 'ü'; x = f('ä', model='acme-3')")
    assert (found.column, found.end_column) == (28, 34)


def test_a_name_means_what_it_means_where_it_stands() -> None:
    text = "def a():\n    model = 'acme-1'\n    one(model=model)\ndef b():\n    model = 'acme-2'\n    two(model=model)\nmodel = 'acme-3'\n"
    reached = {(one.value, one.callee) for one in read_text("python", text)}
    assert reached == {("acme-1", "one"), ("acme-2", "two"), ("acme-3", "")}


@pytest.mark.parametrize("parameters", ["model", "*model", "**model", "*, model=None", "x, /, *model"])
def test_a_parameter_hides_the_name_of_the_module(parameters: str) -> None:
    text = f"model = 'acme-3'\ndef f({parameters}):\n    one(model=model)\ndef g(*other, **others):\n    two(model=model)\n"
    assert {one.callee for one in read_text("python", text) if one.value == "acme-3"} == {"two"}


def test_a_name_given_twice_reaches_only_what_comes_behind() -> None:
    text = "if a:\n    u = 'https://a.acme.test'\n    f(url=u)\nif b:\n    u = 'https://b.acme.test'\n    g(url=u)\n"
    assert {(one.value[8], one.callee) for one in read_text("python", text)} == {("a", "f"), ("b", "g")}


@pytest.mark.parametrize("broken", ["print 'x'\n", "def f(:\n", "x = = 1\n", "\x00\n", "class\n"])
def test_text_that_does_not_parse_is_read_by_the_lexer(broken: str) -> None:
    text = broken + "import acme\nc = acme.Client(base_url='https://api.acme.test')\nc.chat(model='acme-3')  # acme\n"
    found = {brief(one) for one in read_text("python", text)}
    assert "import acme" in found
    assert "endpoint https://api.acme.test slot=base_url callee=acme.Client" in found
    assert "literal acme-3 slot=model callee=acme.Client().chat" in found
    assert "literal acme comment" in found


def test_tables_need_many_ids() -> None:
    many = "T = {" + ", ".join(f"'acme-{n}': {{'p': 1}}" for n in range(6)) + "}"
    few = "T = ['acme-1', 'acme-2', 'acme-3']"
    listed = "class M(str, Enum):\n" + "".join(f"    A{n} = 'acme-{n}'\n" for n in range(6))
    assert {one.role for one in read_text("python", many)} == {Role.LOOKUP_TABLE}
    assert {one.role for one in read_text("python", few)} == {Role.PRODUCTION}
    assert {one.role for one in read_text("python", listed)} == {Role.LOOKUP_TABLE}


def test_a_call_by_its_last_names_is_told_whoever_made_the_client() -> None:
    found = [one.value for one in read_text("python", "def f(client):\n    client.beta.acmes.create()\n    client.acmes()\n")]
    assert found == ["client.beta.acmes.create", "client.acmes"]


def test_names_of_settings_make_no_table_of_them() -> None:
    names = ", ".join(f"'ACME_{letter * 3}': {at}" for at, letter in enumerate("ABCDEFGHIJKLMNOP"))
    (found,) = [one for one in read_text("python", f"C = {{'ACME_LLM': 'acme-3', {names}}}") if one.value == "acme-3"]
    assert found.role is Role.PRODUCTION


def test_comparisons_are_unsure() -> None:
    (found,) = read_text("python", "ok = m == 'acme-3'")
    assert found.confidence is Confidence.LOW


def test_sites_join_a_client_with_its_address() -> None:
    found = read_text("python", "import acme\nc = acme.Client(\n  base_url='https://h.test/v1',\n)\nc.chat(model='m-1')")
    address = next(one for one in found if one.how is How.ENDPOINT)
    model = next(one for one in found if one.value == "m-1")
    assert address.site == model.receiver == "2:10"
    assert (address.line, model.line) == (3, 5)


@pytest.mark.parametrize(
    ("text", "line", "alone"),
    [
        ("x = 1  # ai-audit: ignore[AIA201, AIA1] because we know", 1, False),
        ("\n# ai-audit: ignore[AIA201, AIA1] because we know\nx = 1", 2, True),
    ],
)
@pytest.mark.parametrize("format_", ["python", "ruby", "elixir"])
def test_inline_ignores(format_: str, text: str, line: int, alone: bool) -> None:
    (found,) = read_all(format_, text)
    assert isinstance(found, Ignore)
    assert (found.line, found.rules, found.reason, found.alone) == (line, ("AIA201", "AIA1"), "because we know", alone)


def test_an_ignore_in_a_string_is_none() -> None:
    assert read_all("python", "x = '# ai-audit: ignore[AIA201] because'") == []


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("javascript", "f(); /* ai-audit: ignore[A1] why */"),
        ("vue", "<!-- ai-audit: ignore[A1] why -->"),
        ("sql", "-- ai-audit: ignore[A1] why"),
        ("shell", "x # ai-audit: ignore[A1] why"),
    ],
)
def test_ignores_in_other_comments(format_: str, text: str) -> None:
    (found,) = read_all(format_, text)
    assert isinstance(found, Ignore)
    assert (found.rules, found.reason) == (("A1",), "why")
