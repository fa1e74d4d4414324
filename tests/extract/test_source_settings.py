"""What fills the slots of a call: members of settings and of enumerations, addresses made of parts, options of patience."""

from __future__ import annotations

import time

import pytest
from read_source import brief, marks, read_text

from auditor.records import DEFINED, How

MEMBERS = [
    ("javascript", "f({ model: settings.acmeModel3 }); f({ model: acme_model_4 }); f({ model: this.acmeModel });", ""),
    ("javascript", "f({ model: Models.ACME_3 }); f({ model: Models.acme3Large });", "ACME_3 =model @f | acme3Large =model @f"),
    ("go", 'import "x/acme"\nfunc f() { c := acme.New(); c.Chat(Req{Model: request.AcmeModel}) }', ""),
    ("go", 'import "x/acme"\nfunc f() { c := acme.New(); c.Chat(acme.Req{Model: acme.Acme4o}) }', "Acme4o =Model @x/acme.New().Chat"),
    ("go", 'import "x/acme"\nfunc f() { c := acme.New(); c.Chat(acme.P{Model: acme.F(acme.ChatAcme4), N: acme.F("m-1")}) }', "ChatAcme4 =Model @x/acme.F"),
    ("go", 'import "x/acme"\nfunc f() { c := acme.New(); c.Chat(acme.P{Model: acme.F("m-1")}) }', "m-1 =Model @x/acme.F"),
    ("ruby", "f(model: config.acme_model, model: Settings.acme_model_3, model: @acme_model)", ""),
    ("java", "import com.acme.ChatModel;\nx.builder().model(ChatModel.ACME_4_1).build();", "ACME_4_1 =model @x.builder().model"),
    ("java", "import com.acme.Acme;\nx.builder().model(Acme.DEFAULT_MODEL).model(AcmeProperties.LARGE_3).modelName(props.getAcme3());", ""),
    ("csharp", "new Options { Model = Settings.AcmeModel3, Model = AcmeModel, Model = _settings.Acme3 };", ""),
    ("csharp", "new Options { Model = AcmeModels.Acme3 };", "Acme3 =Model @Options"),
    ("swift", "ChatQuery(model: AppConfig.acme3)\nChatQuery(model: .acme3)", "acme3 =model @ChatQuery"),
    ("php", "<?php $c->create(['model' => $this->acmeModel, 'model' => config('acme.model'), 'model' => self::ACME_MODEL]);", ""),
    ("php", "<?php $c->create(['model' => Models::Acme3->value]);", "Acme3 =model @c.create"),
    ("rust", "let r = Req { model: cfg.acme_3.clone(), model: Model::Acme3 };", "Acme3 =model @Req"),
    ("java", 'var m = env.getProperty("acme.model"); var n = new AcmeConfig("acme-3");', "acme-3 = @AcmeConfig"),
    ("java", "import com.acme.AcmeModelName;\nvar c = new Conf(AcmeModelName.ACME_3.toString());", "ACME_3 =AcmeModelName @Conf"),
    ("java", "import com.acme.Api;\nx.builder().model(Api.ChatModel.ACME_4.getValue());", "ACME_4 =model @x.builder().model"),
    ("java", "import static com.acme.ModelName.ACME_3_MINI;\nx.builder().model(ACME_3_MINI);", "ACME_3_MINI =model @x.builder().model"),
    ("kotlin", 'import com.acme.AcmeModelNameEnum\nclass A : Conf("x", AcmeModelNameEnum.ACME_3_LARGE.modelName)', "ACME_3_LARGE =AcmeModelNameEnum @Conf"),
    ("java", "import com.acme.AcmeModelName;\nif (m == AcmeModelName.ACME_3) f(AcmeModelName.ACME_3.hashCode());", ""),
    ("java", "import com.acme.AcmeTopic;\nf(AcmeTopic.ACME_3.getValue()); g(AcmeTopic.ACME_3);", ""),
    ("java", "import com.acme.AcmeModelName;\nf(AcmeModelName.ACME_DEFAULT.toString());", ""),
    ("kotlin", 'val modelIds: MutableSet<String> = mutableSetOf("acme-3")', "acme-3 =modelIds"),
    ("kotlin", 'import com.acme.AcmeState\nclass S : Kept<S>, AcmeState {\n val hosts = setOf("http://acme.test:1/")\n}', "http://acme.test:1/ =hosts"),
    ("kotlin", 'import com.acme.AcmeState\nval s = f(x, AcmeState { url = "http://acme.test:1/" })', "http://acme.test:1/ =url @f"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), MEMBERS, ids=[f"{row[0]}-{at}" for at, row in enumerate(MEMBERS)])
def test_names_that_are_models_and_names_that_hold_one(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected


READ = "http://h.test:1234 ={} @{} <BASE_URL"
ADDRESSES = [
    ("javascript", "import A from 'acme';\nnew A({ baseURL: `${process.env.BASE_URL ?? 'http://h.test:1234'}/v1` });", READ.format("baseURL", "acme.A")),
    ("javascript", "import A from 'acme';\nconst base = process.env.BASE_URL || 'http://h.test:1234';\nnew A({ baseURL: `${base}/v1` });", READ.format("baseURL", "acme.A")),
    ("javascript", "import A from 'acme';\nconst base = process.env.BASE_URL || 'http://h.test:1234';\nnew A({ baseURL: base + '/v1' });", READ.format("baseURL", "acme.A")),
    ("javascript", "import A from 'acme';\nconst base = process.env.BASE_URL;\nnew A({ baseURL: `${base}/v1`, note: `${base} 'http://h.test'` });", ""),
    ("kotlin", 'import acme.A\nval base = System.getenv("BASE_URL") ?: "http://h.test:1234"\nA(baseUrl = "$base/v1")', READ.format("baseUrl", "acme.A")),
    ("csharp", 'using Acme;\nvar b = Environment.GetEnvironmentVariable("BASE_URL") ?? "http://h.test:1234";\nvar o = new AcmeOptions { Endpoint = new Uri($"{b}/v1") };', READ.format("Endpoint", "Acme.AcmeOptions")),
    ("csharp", 'using Acme;\nvar b = Environment.GetEnvironmentVariable("BASE_URL") ?? "http://h.test:1234";\nvar c = new AcmeClient(new Uri($"{b}/v1"));', READ.format("", "Acme.AcmeClient")),
    ("ruby", 'require "acme"\nbase = ENV.fetch("BASE_URL", "http://h.test:1234")\nAcme::Client.new(uri_base: "#{base}/v1")', READ.format("uri_base", "Acme.Client.new")),
    ("rust", 'use acme::C;\nlet b = std::env::var("BASE_URL").unwrap_or("http://h.test:1234".into());\nC::new().with_api_base(format!("{b}/v1"));', READ.format("api_base", "acme.C.new")),
    ("php", "<?php use Acme\\C;\n$base = getenv('BASE_URL') ?: 'http://h.test:1234';\nC::factory()->withBaseUri($base . '/v1')->make();", READ.format("BaseUri", "Acme\\C.factory")),
    ("go", 'import "x/acme"\nfunc f() {\nbase := "http://h.test:1234"\nacme.New(acme.WithBaseURL(fmt.Sprintf("%s/v1", base)))\n}', "http://h.test:1234 =BaseURL @x/acme.New"),
    ("swift", 'import AcmeKit\nlet base = "http://h.test:1234"\nlet c = Acme(baseURL: "\\(base)/v1")', "http://h.test:1234 =baseURL @Acme"),
    ("java", 'import com.acme.C;\nvar c = new C("https://h.test/v1", key);\nc.show("https://pics.test/a.png");', "https://h.test/v1 = @com.acme.C"),
    ("kotlin", 'import acme.A\nval e = A(key).apply { model = "m-3"; text = "m-4" }', "m-3 =model @acme.A().apply"),
    ("ruby", 'require "acme"\nc = Acme.new\ndef f(a, model: "m-1")\n c.chat(model: model)\nend\ny = { model: "m-2" }', "m-1 =model @Acme.new().chat"),
    ("javascript", "import A from 'acme';\nconst c = new A();\nconst o = { model: 'm-2' };\nc.chat({ model: model });", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ADDRESSES, ids=[f"{row[0]}-{at}" for at, row in enumerate(ADDRESSES)])
def test_where_a_client_is_sent(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected


GETTERS = [
    ("swift", 'override var defaultModel: String { "acme-1" }', "acme-1 =defaultModel"),
    ("swift", 'public static var model: String { return "acme-1" }', "acme-1 =model"),
    ("swift", 'var model: String { "acme-1" }', "acme-1 =model"),
    ("swift", 'private var model: String {\n get { "acme-1" }\n}', "acme-1 =model"),
    ("swift", 'public var model: Model { Model("acme-1") }', "acme-1 =model @Model"),
    ("swift", 'private var limit: Int { log("acme-1"); return 2 }', "acme-1 = @log"),
    ("swift", 'private var model = pick { "acme-1" }', "acme-1 ="),
    ("kotlin", 'override val model: String\n get() = "acme-1"', "acme-1 =model"),
    ("kotlin", 'fun f() {}\nfun get() = "acme-1"', "acme-1 =get"),
    ("csharp", 'public override string DefaultModel => "acme-1";', "acme-1 =DefaultModel"),
    ("csharp", 'var m = names.Select(x => "acme-1");', "acme-1 = @names.Select"),
    ("csharp", 'var m = tier switch { Tier.Pro => "acme-1", Free f => "acme-2" };', "acme-1 =m | acme-2 =m"),
    ("dart", "String get model => 'acme-1';", "acme-1 =model"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), GETTERS, ids=[f"{row[0]}-{at}" for at, row in enumerate(GETTERS)])
def test_what_a_property_gives_bears_its_name(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, f"class P {{\n{text}\n}}\n")) == expected


OPTIONS = [
    ("javascript", "import A from 'acme';\nnew A({ timeout: 30, maxRetries, fallbacks: ['a'], revision: 'r', size: 3 });\nsave({ timeout: 3 });", "30 =timeout @acme.A | maxRetries =maxRetries @acme.A | ['a'] =fallbacks @acme.A | r =revision @acme.A"),
    ("java", "import com.acme.A;\nvar m = A.builder().timeout(Duration.ofSeconds(60)).maxRetries(2).size(3).build();", "Duration.ofSeconds(60) =timeout @com.acme.A.builder | 2 =maxRetries @com.acme.A.builder"),
    ("go", 'import "x/acme"\nvar c = acme.New(acme.WithMaxRetries(2), acme.WithSize(3))', "2 =MaxRetries @x/acme.New"),
    ("csharp", "using Acme;\nvar o = new AcmeOptions { NetworkTimeout = TimeSpan.FromSeconds(30), Size = 2 };", "TimeSpan.FromSeconds(30) =NetworkTimeout @Acme.AcmeOptions"),
    ("csharp", "using Acme;\nvar o = new AcmeOptions { MaxRetries = 0, Fallbacks = null };\nvar p = new AcmeOptions { MaxRetries = 10 };", "0 =MaxRetries @Acme.AcmeOptions | null =Fallbacks @Acme.AcmeOptions | 10 =MaxRetries @Acme.AcmeOptions"),
    ("typescript", "import A from 'acme';\nnew A({ maxRetries: 0, fallbacks: [], timeout: 0.5, retries: retry(0), modelFallback: [] });", "0 =maxRetries @acme.A | [] =fallbacks @acme.A | 0.5 =timeout @acme.A | retry(0) =retries @acme.A"),
    ("go", 'import "x/acme"\nvar c = acme.New(acme.WithMaxRetries(0), acme.WithTimeout(t))', "0 =MaxRetries @x/acme.New | t =Timeout @x/acme.New"),
    ("ruby", 'require "acme"\nAcme::Client.new(request_timeout: 240, retry_count: 3, size: 2)', "240 =request_timeout @Acme.Client.new | 3 =retry_count @Acme.Client.new"),
    ("rust", "use acme::C;\nlet c = C::new().timeout(Duration::from_secs(3));", "Duration::from_secs(3) =timeout @acme.C.new"),
    ("baml", "client<llm> A {\n  provider fall-back\n  retry_policy Slow\n  options { strategy [B C] }\n}\n// provider x\nclient<llm> B { provider acme }", "fall-back =provider @A | Slow =retry_policy @A | x comment | acme =provider @B"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OPTIONS, ids=[row[0] for row in OPTIONS])
def test_options_of_patience(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected.replace("x comment | ", "")


def test_what_falls_back_is_a_call() -> None:
    found = read_text("javascript", "import A from 'acme';\nconst c = new A();\nconst d = c.withFallbacks([e]);")
    assert "call acme.A().withFallbacks" in {brief(one) for one in found if one.how is How.CALL}


OTHERS = [
    ("java", 'import com.acme.M;\nM chatModel = M.builder().apiKey(Keys.ACME_KEY_1).region("acme-1").build();', "acme-1 = @com.acme.M.builder().apiKey().region"),
    ("elixir", 'x = %{image_url: f |> Acme.add("detail", y)}', ""),
    ("javascript", "import retry from 'acme-retry';\nretry(f, { retries: 2, then: () => log.warn({ maxRetries: 3, rulesRevision: 4 }) });", "2 =retries @acme-retry.retry"),
    ("csharp", 'endpoint = builder.AddParameter("acme", 2);', "acme = @builder.AddParameter"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS, ids=[row[0] for row in OTHERS])
def test_what_is_made_of_a_value_is_not_the_value(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected


RETURNS = [
    ("java", 'import com.acme.AcmeStore;\nclass A {\n AcmeStore f() { var index = "m-1"; return mk(index, 3); }\n AcmeStore mk(String i, int n) { return g(i).load("m-2"); }\n}', ""),
    ("java", 'import com.acme.Acme;\nclass A {\n Acme client() { return new Acme(); }\n void f() { client().chat(Req.model("m-1")); mk("acme-2"); }\n}', "m-1 =model @com.acme.Acme().chat | acme-2 = @mk"),
    ("csharp", 'using Acme;\nclass A {\n AcmeStore mk(string i) { return g(i); }\n AcmeStore F() { return mk("acme-1"); }\n}', "acme-1 = @Acme.AcmeStore"),
    ("javascript", "import { createAcme } from 'acme';\nconst acme = createAcme({});\nrun(acme('acme-1'));", "acme-1 =model @acme.createAcme()"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), RETURNS, ids=[f"{row[0]}-{at}" for at, row in enumerate(RETURNS)])
def test_a_function_that_returns_a_client_takes_no_model(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected


def test_where_a_function_is_defined_it_is_not_called() -> None:
    found = read_text(
        "java", "import com.acme.Acme;\nclass A {\n Acme acmeStore() { return x; }\n void f() { acmeStore().go(); }\n}"
    )
    assert [one.line for one in found if one.how is How.CALL] == [4, 4]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("using Acme.Chat;\nusing Acme.Chat.Models;\nvar c = new AcmeClient(k);\nc.Go();", ["Acme.Chat.AcmeClient", "Acme.Chat.AcmeClient().Go"]),
        ("using Other.Acme;\nvar c = new AcmeClient(k);", ["AcmeClient"]),
        ("using Acme;\nclass AcmeThing { }\nvar c = new AcmeThing(k);", ["AcmeThing"]),
        ("using Acme;\nAcmeClient c = new(k);\nc.Go();", ["Acme.AcmeClient", "Acme.AcmeClient().Go"]),
        ("using Acme.Chat;\nvar c = new ChatClient(k);\nc.Go();", ["Acme.Chat.ChatClient", "Acme.Chat.ChatClient().Go"]),
        ("using Acme.Images;\nImageClient c = new(k);\nc.Go();", ["Acme.Images.ImageClient", "Acme.Images.ImageClient().Go"]),
        ("using Acme.Chat;\nclass ChatClient { }\nvar c = new ChatClient(k);", []),
        ("using Acme;\nusing Globex.Chat;\nvar c = new ChatClient(k);", []),
    ],
)  # fmt: skip
def test_a_type_is_of_the_name_space_that_its_name_begins_with(text: str, called: list[str]) -> None:
    assert [one.value for one in read_text("csharp", text) if one.how is How.CALL] == called


TAGS = [
    (
        'Model string `long:"model" env:"LLM_MODEL" default:"acme-4-mini" description:"the acme model"`',
        "literal acme-4-mini slot=Model via=LLM_MODEL",
    ),
    ('Key string `env:"ACME_API_KEY,required" json:"acme-key"`', "env ACME_API_KEY slot=Key"),
    (
        'Base *string `envDefault:"https://acme.test/v1" env:"ACME_URL"`',
        "endpoint https://acme.test/v1 slot=Base via=ACME_URL | env ACME_URL slot=Base",
    ),
    ('Models []string `env:"LLM, default=acme-3"`', "literal acme-3 slot=Models via=LLM"),
    ('A struct {\n B int `json:"b"`\n} `default:"acme-3"`', "literal acme-3 slot=A"),
    ('Model string `json:"acme-3" yaml:"acme_3" help:"acme-3 or acme-4" example:"acme-3"`', ""),
    ('ApiKey string `default:"acme-12345"`', ""),
    ('Prompt string `default:"You are acme 3"`', ""),
    ('Model string `ask acme-3 or default:"acme-4"`', "literal acme-3 prompt-text | literal acme-4 prompt-text"),
]


@pytest.mark.parametrize(("field", "expected"), TAGS)
def test_the_tag_of_a_field_tells_its_default(field: str, expected: str) -> None:
    assert " | ".join(map(brief, read_text("go", f"package m\ntype C struct {{\n{field}\n}}\n"))) == expected


def test_a_raw_string_that_is_no_tag_stays_a_text() -> None:
    text = 'package m\nfunc f() string {\n x := `default:"acme-3"`\n return `env:"X" default:"acme-4"`\n}\n'
    assert [found.slot for found in read_text("go", text)] == ["x", ""]
    assert not any(found.via for found in read_text("go", text))


def test_a_hostile_tag_costs_little() -> None:
    for tag in ('default:"' + "acme\\" * 20_000, 'default:"acme" ' * 10_000, " " * 100_000 + "acme"):
        assert len(read_text("go", f"package m\ntype C struct {{\nM string `{tag}`\n}}\n")) <= 80


OWN_NAMES = [
    ("kotlin", 'enum class M(val id: String) {\n  ACME_4("x"),\n  @Old ACME_3("y", 3);\n  val last = ACME_2\n}', "ACME_4 ACME_3"),
    ("java", 'enum M {\n  ACME_4("x", 1),\n  /** old */\n  ACME_3(Sdk.ACME_3), ACME_2;\n  static M DEFAULT = ACME_1;\n}', "ACME_4 ACME_2"),
    ("java", 'class A { static final M ACME_4 = new M("x"); static final String ACME_3 = "y"; static final M ACME_2 = Sdk.ACME_2; }', "ACME_4"),
    ("csharp", 'enum M { [Name("x")] Acme4, Acme3 = 7 }', "Acme4 Acme3"),
    ("csharp", 'static readonly M Acme4 = new("x"); static M Acme3 { get; } = new M("y"); static M Acme2 => new("z");', "Acme4 Acme3 Acme2"),
    ("rust", 'pub const ACME_4: M = M { name: "x" };\npub const ACME_3: &str = "y";\nenum N { #[x] Acme2, Acme1(String) }', "ACME_4 Acme2 Acme1"),
    ("scala", 'case object Acme4 extends M("x")\nval Acme3 = M("y")', "Acme4 Acme3"),
    ("kotlin", 'data object Acme4 : M("x")\nval ACME_3 = Sdk.ACME_3', "Acme4"),
    ("typescript", 'const ACME_4 = { id: "x" };\nconst ACME_3 = "y";', "ACME_4"),
    ("go", 'var Acme4 = M{ID: "x"}\nvar Acme3 = acme.Acme3\nfunc f() { g(Acme2) }', "Acme4"),
    ("java", "void f() { switch (m) { case ACME_4: return x; case ACME_3 -> y; }\n run(M.ACME_2, ACME_1); }", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "names"), OWN_NAMES, ids=[f"{row[0]}-{at}" for at, row in enumerate(OWN_NAMES)])
def test_a_constant_is_told_where_it_is_defined(language: str, text: str, names: str) -> None:
    assert [one.value for one in read_text(language, text) if one.scope == DEFINED] == names.split()


def test_hostile_definitions_cost_little() -> None:
    deep = "enum M { " + "ACME_4(" * 20_000
    started = time.perf_counter()
    read_text("java", deep)
    assert time.perf_counter() - started < 5
