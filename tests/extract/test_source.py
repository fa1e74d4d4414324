"""One table for all lexed languages: what a snippet says, as brief lines; an empty row is a tempting negative."""

from __future__ import annotations

import pytest
from read_source import brief, read_text

from auditor.records import Confidence, How, Role

# language, snippet, the evidence that must be there (in brief), joined by " | "; "" = nothing that is production evidence
ROWS = [
    # JavaScript and TypeScript
    ("javascript", "import Acme from 'acme-sdk';\nconst c = new Acme();", "import acme-sdk | call acme-sdk.Acme"),
    ("javascript", "const { Acme } = require('acme');\nAcme.chat({ model: 'm-1' });", "import acme | call acme.Acme.chat | literal m-1 slot=model callee=acme.Acme.chat"),
    ("typescript", "import { a as b } from 'acme/x';\nb();", "import acme/x | call acme/x.a"),
    ("typescript", "const MODEL = process.env.ACME_MODEL ?? 'acme-3';\nrun({ model: MODEL });", "env ACME_MODEL slot=MODEL | literal acme-3 slot=model via=ACME_MODEL callee=run"),
    ("typescript", "const m = process.env['ACME_M'] || 'acme-3';", "env ACME_M slot=m | literal acme-3 slot=m via=ACME_M"),
    ("typescript", "const { ACME_API_KEY } = process.env;", "env ACME_API_KEY"),
    ("javascript", "fetch(`https://api.acme.test/v1/${x}`, { body: JSON.stringify({ model: 'acme-3' }) });", "endpoint https://api.acme.test/v1/${x} callee=fetch | literal acme-3 slot=model callee=fetch"),
    ("csharp", 'var u = $"https://api.acme.test/a/{id}/ai/run";', "endpoint https://api.acme.test/a/{id}/ai/run slot=u"),
    ("kotlin", 'val u = "https://api.acme.test/a/$id/ai/run"', "endpoint https://api.acme.test/a/$id/ai/run slot=u"),
    ("ruby", 'u = "https://api.acme.test/a/#{id}/ai/run"', "endpoint https://api.acme.test/a/#{id}/ai/run slot=u"),
    ("javascript", "f(`https://api.acme.test/v1/${x} and more`);", "endpoint https://api.acme.test/v1/ callee=f"),
    ("javascript", "const t = { model: on ? 'acme-a1' : 'acme-b1' };", "literal acme-a1 slot=model | literal acme-b1 slot=model"),
    ("javascript", "import { acme } from '@x/acme';\nrun({ model: acme('acme-3') });", "import @x/acme | call @x/acme.acme | literal acme-3 slot=model callee=@x/acme.acme"),
    ("javascript", "export const run = (model = 'acme-3') => go(model);", "literal acme-3 slot=model"),
    ("javascript", "if (m.startsWith('acme-3')) go();", "literal acme-3 lookup-table"),
    # what a language calls the argument of a test; other arguments of methods of such names are values
    ("swift", 'return model.starts(with: "acme-3") || x', "literal acme-3 lookup-table"),
    ("kotlin", 'val a = model.contains(other = "acme-3")', "literal acme-3 lookup-table"),
    ("kotlin", 'val a = model.substringAfter("acme-3")', "literal acme-3 lookup-table"),
    ("kotlin", 'val a = settings.replace(model = "acme-3")', "literal acme-3 slot=model callee=settings.replace"),
    ("javascript", "const re = /^acme-\"3/; const s = 'x';", 'literal ^acme-"3 lookup-table'),
    ("javascript", "switch (m) { case 'acme-3': break; }", "literal acme-3 lookup-table"),
    ("typescript", "type M = 'acme-1' | 'acme-2';", "literal acme-1 slot=M lookup-table | literal acme-2 slot=M lookup-table"),
    ("javascript", "import own from './acme-client';\ncallAcmeApi(); assertAcmeToken(own); own.acmeThing;", ""),
    ("typescript", "import type { Acme } from 'acme';\nfunction f(files: Acme) { files.map(x); }", "import acme"),
    ("typescript", "const f = <Field placeholder='https://api.acme.test/v1' value={v}/>;", "endpoint https://api.acme.test/v1 slot=placeholder prompt-text"),
    ("typescript", "const f = <Chat baseUrl='https://api.acme.test/v1'/>;", "endpoint https://api.acme.test/v1 slot=baseUrl"),
    ("javascript", "throw new Error('the acme call failed');", "literal acme prompt-text"),
    ("javascript", "this.acmeFetch();", ""),
    ("javascript", "chain.acmeFallbacks([a]);", "call chain.acmeFallbacks"),
    ("javascript", "new X({ acmeKey: process.env.ACME_KEY, apiKey: 'acme-secret' });", "env ACME_KEY slot=acmeKey callee=X"),
    ("javascript", "f(`a ${b ? `acme-1 ${c}` : ''} d`, 'acme-2');", "literal acme-2 callee=f"),
    ("vue", '<p>It\'s acme-2.</p>\n<!-- acme-1 --><script>\nfetch("https://api.acme.test/v1", { body: JSON.stringify({ model: "acme-3" }) })</script>', "literal acme-2 prompt-text | literal acme-1 comment | endpoint https://api.acme.test/v1 callee=fetch | literal acme-3 slot=model callee=fetch"),
    ("vue", "<p>Don't</p>\n<script>import { x } from 'acme'; x('acme-3')</script>", "import acme | call acme.x | literal acme-3 slot=model callee=acme.x"),
    ("svelte", "<!-- acme-3 -->\n<script>const model = 'acme-3';</script>", "literal acme-3 comment | literal acme-3 slot=model"),
    # Go
    ("go", 'import acme "github.com/x/acme-go"\nfunc f() { c := acme.NewClient(k); c.Chat(acme.Req{Model: acme.Acme3}) }',
     "import github.com/x/acme-go | call github.com/x/acme-go.NewClient | call github.com/x/acme-go.NewClient().Chat | literal Acme3 slot=Model callee=github.com/x/acme-go.NewClient().Chat"),
    ("go", 'import "github.com/x/acme-go/v2"\nvar c = acme.New(acme.WithModel("m-1"))', "import github.com/x/acme-go/v2 | call github.com/x/acme-go/v2.New | call github.com/x/acme-go/v2.WithModel | literal m-1 slot=Model callee=github.com/x/acme-go/v2.New"),
    ("go", 'import acme "x/acme-go"\nfunc f() {\n\tc, err := acme.New(k)\n\tif err != nil { return }\n\tc.Chat(r)\n}', "import x/acme-go | call x/acme-go.New | call x/acme-go.New().Chat"),
    ("go", 'import acme "x/acme-go"\nfunc f() {\n\tvar c *T\n\tc, _ = acme.New(k)\n\tc.Chat(r)\n}', "call x/acme-go.New().Chat"),
    ("go", 'model, ok := pick("acme-3"), true', "literal acme-3 slot=model callee=pick"),
    ("go", 'const Model string = "acme-3"', "literal acme-3 slot=Model"),
    ("go", 'const (\n\tA = "acme-1"\n\tB = "acme-2"\n)', "literal acme-1 slot=A | literal acme-2 slot=B"),
    ("go", 'k := os.Getenv("ACME_API_KEY")', "env ACME_API_KEY slot=k"),
    ("go", 'r := Req{BaseURL: "https://api.acme.test"}', "endpoint https://api.acme.test slot=BaseURL callee=Req"),
    ("go", 'if strings.HasPrefix(m, "acme-3") { go() }', "literal acme-3 lookup-table"),
    ("go", "// acme-3 `\nfunc acmeHelper() {}\nfunc g() { acmeHelper(); s.acme() }", "literal acme-3 comment | call s.acme"),
    ("go", 'func (c *AcmeThing) Do() { fmt.Println("talk to acme now") }', "literal acme prompt-text"),
    # Java, Kotlin, Scala, Groovy
    ("java", 'import com.acme.AcmeModel;\nclass A { AcmeModel m = AcmeModel.builder().baseUrl("https://h.test/v1").modelName("m-1").build(); }',
     "import com.acme.AcmeModel | call com.acme.AcmeModel.builder | endpoint https://h.test/v1 slot=baseUrl callee=com.acme.AcmeModel.builder | literal m-1 slot=modelName callee=com.acme.AcmeModel.builder"),
    ("java", 'class A { static final String NAME = "acme-3"; void f() { x.model(NAME); } }', "literal acme-3 slot=model callee=x.model"),
    ("java", 'String k = System.getenv("ACME_API_KEY");', "env ACME_API_KEY slot=k"),
    ("java", 'class A { @Value("${x.acme.model:acme-3}") String m; }', "literal acme-3 slot=x.acme.model via=x.acme.model"),
    ("java", 'import com.acme.Acme;\nclass A { private final Acme acme; void f() { this.acme.call("x"); } }', "import com.acme.Acme | call com.acme.Acme.call"),
    ("java", 'boolean b = m.equals("acme-3");', "literal acme-3 lookup-table"),
    ("java", 'class A { void acmeHelper() { acmeHelper(); log.warn("no acme today"); } }', "literal acme prompt-text"),
    ("java", 'enum M { A("acme-1"), B("acme-2"), C("acme-3"), D("acme-4"), E("acme-5"), F("acme-6"); }', "literal acme-1 callee=A lookup-table"),
    ("kotlin", 'import com.acme.Acme\nval a = Acme(token = System.getenv("ACME_KEY") ?: "none")', "import com.acme.Acme | call com.acme.Acme | env ACME_KEY slot=token callee=com.acme.Acme"),
    ("kotlin", 'val r = Request(model = ModelId("acme-3"))', "literal acme-3 slot=model callee=ModelId"),
    ("kotlin", 'fun f(model: String = "acme-3") = 1', "literal acme-3 slot=model"),
    ("kotlin", 'when (m) { "acme-3" -> 1; else -> 2 }', "literal acme-3 lookup-table"),
    ("scala", 'import com.acme.{Acme, X => Y}\nval c = Acme(sys.env("ACME_KEY"))', "import com.acme | call com.acme.Acme | env ACME_KEY callee=com.acme.Acme"),
    ("groovy", "def c = [model: 'acme-3', url: \"https://api.acme.test\"]", "literal acme-3 slot=model | endpoint https://api.acme.test slot=url"),
    # C#
    ("csharp", 'using Acme.Chat;\nvar c = new AcmeClient(new Uri("https://api.acme.test"));', "import Acme.Chat | call Acme.Chat.AcmeClient | endpoint https://api.acme.test callee=Acme.Chat.AcmeClient"),
    ("csharp", 'b.AddAcmeChat(modelId: "acme-3");', "literal acme-3 slot=modelId callee=b.AddAcmeChat"),
    ("csharp", 'var o = new Options { Model = "acme-3" };', "literal acme-3 slot=Model callee=Options"),
    ("csharp", 'public string Model { get; set; } = "acme-3";', "literal acme-3 slot=Model"),
    ("csharp", 'var k = Environment.GetEnvironmentVariable("ACME_KEY") ?? "x";', "env ACME_KEY slot=k"),
    ("csharp", 'var k = config["Acme:Model"];', "config Acme:Model slot=Acme:Model"),
    ("csharp", 'var s = @"c:\\acme\\"; var t = "acme-3";', "literal acme-3 slot=t"),
    ("csharp", 'var p = m switch { "acme-3" => 1, _ => 2 };', "literal acme-3 lookup-table"),
    ("csharp", 'using var acmeScope = new Scope();\nlog.Error("acme is down");', "literal acme prompt-text"),
    # Ruby
    ("ruby", "DEFAULT_MODEL = :acme_3\nrun(model: :acme_4)", "literal acme_3 slot=DEFAULT_MODEL | literal acme_4 slot=model callee=run"),
    ("ruby", "X = :acme_3\nmodel = a ? b : c[:acme_4]\nrun(model: :acme, on: :acme_5)\nrun if model == :acme_6", ""),
    ("ruby", 'require "acme"\nc = Acme::Client.new(access_token: ENV.fetch("ACME_KEY"), uri_base: "https://api.acme.test/")', "import acme | call Acme.Client.new | env ACME_KEY slot=access_token callee=Acme.Client.new | endpoint https://api.acme.test/ slot=uri_base callee=Acme.Client.new"),
    ("ruby", "Acme::Client.new.chat(model: 'acme-3')", "call Acme.Client.new.chat | literal acme-3 slot=model callee=Acme.Client.new.chat"),
    ("ruby", "Roof::Acme::Client.new(region: r)", "call Roof.Acme.Client.new"),
    ("ruby", 'c = Acme::Client.new\nc.chat(parameters: { model: "acme-3" })', "call Acme.Client.new | call Acme.Client.new().chat | literal acme-3 slot=model callee=Acme.Client.new().chat"),
    ("ruby", 'MODEL = ENV.fetch("ACME_MODEL", "acme-3")', "env ACME_MODEL slot=MODEL | literal acme-3 slot=MODEL via=ACME_MODEL"),
    ("ruby", 'm = ENV["ACME_M"] || "acme-3"', "env ACME_M slot=m | literal acme-3 slot=m via=ACME_M"),
    ("ruby", 'h = { "model" => "acme-3", :url => "https://api.acme.test" }', "literal acme-3 slot=model | endpoint https://api.acme.test slot=url"),
    ("ruby", 'x = m.start_with?("acme-3")', "literal acme-3 lookup-table"),
    ("ruby", 't = <<~EOS\n  Ask acme "now"\nEOS\nm = "acme-3"', "literal acme prompt-text | literal acme-3 slot=m"),
    ("ruby", "=begin\nacme-3\n=end\ndef acme_helper; end\nacme_helper()", "literal acme-3 comment"),
    # PHP
    ("php", "<p>Don't acme</p><?php $c = Acme::client(getenv('ACME_KEY'));", "call Acme.client | env ACME_KEY callee=Acme.client"),
    ("php", "<?php\nuse Acme\\Client;\n$m = getenv('ACME_M') ?: 'acme-3';\n$c->create(['model' => $m]);", "import Acme\\Client | env ACME_M slot=m | literal acme-3 slot=model via=ACME_M callee=c.create"),
    ("php", "<?php\n$c = Acme::factory()->withBaseUri('https://h.test/v1')->make();", "call Acme.factory | endpoint https://h.test/v1 slot=BaseUri callee=Acme.factory"),
    ("php", "<?php\nreturn ['model' => env('ACME_M', 'acme-3')];", "env ACME_M slot=model | literal acme-3 slot=model via=ACME_M"),
    ("php", "<?php\nclass A { private string $model = 'acme-3'; }", "literal acme-3 slot=model"),
    ("php", "<?php\n$t = <<<EOT\nthe acme prompt 'x\nEOT;\n$m = 'acme-3';", "literal acme prompt-text | literal acme-3 slot=m"),
    ("php", "<?php\nif (str_starts_with($m, 'acme-3')) {}", "literal acme-3 lookup-table"),
    ("php", "<?php\nnamespace A;\nuse Acme\\Client;\nclass B {\n\tuse Acme;\n\tuse Acme { go as run; }\n}", "import Acme\\Client"),
    ("php", "<?php\nclass B {\n  use \\Acme\\Talks;\n}", "import Acme\\Talks"),
    ("php", "<?php\nnamespace A {\n  class B {}\n}\nnamespace C {\n  use Acme\\Client;\n}", "import Acme\\Client"),
    ("php", "<?php\n// a class of acme\n  use Acme\\Client;", "import Acme\\Client"),
    ("php", "<?php\n#[Acme]\n// acme-3\nfunction acmeHelper() {}", "literal acme-3 comment"),
    # Rust
    ("rust", "use rig::acme;\nfn f() { let a = acme::Client::new().agent(acme::LARGE_3); }", "literal LARGE_3 callee=rig.acme.Client.new().agent"),
    ("rust", "use rig::acme::{Client, LARGE_3};\nfn f() { let a = Client::new().agent(LARGE_3); }", "literal LARGE_3 callee=rig.acme.Client.new().agent"),
    ("rust", "fn f() { let c = async_acme::Client::with_config(k); }", "import async_acme | call async_acme.Client.with_config"),
    ("rust", "struct S { a: async_acme::Client, b: Vec<async_acme::types::B> }", "import async_acme"),
    ("rust", "use async_acme::Client;\nfn f() { async_acme::x(); }", "import async_acme::Client"),
    ("rust", "fn f() { my_acme(k); self.acme_x::<T>(); MyAcme::new(); }", ""),
    ("rust", 'use acme_rs::{config::Config, Client};\nlet c = Client::with_config(Config::new().with_api_base("https://h.test/v1"));', "import acme_rs | call acme_rs.Client.with_config | call acme_rs.config.Config.new | endpoint https://h.test/v1 slot=api_base callee=acme_rs.config.Config.new"),
    ("rust", "let r = acme_rs::Client::new();", "call acme_rs.Client.new"),
    ("rust", 'let m = std::env::var("ACME_M").unwrap_or("acme-3".into());', "env ACME_M slot=m | literal acme-3 slot=m via=ACME_M"),
    ("rust", 'let m = env::var("ACME_M").unwrap_or_else(|_| "acme-3".to_string());', "env ACME_M slot=m | literal acme-3 slot=m via=ACME_M"),
    ("rust", 'static D: &str = "acme-3";\nfn f<\'a>(x: &\'a str) { let q = Req { model: D.to_string() }; }', "literal acme-3 slot=model callee=Req"),
    ("rust", 'let b = json!({"model": "acme-3"});', "literal acme-3 slot=model"),
    ("rust", 'if m.starts_with("acme-3") {}\nmatch m { "acme-3" => 1, _ => 2 };', "literal acme-3 lookup-table"),
    ("rust", "use crate::acme::Thing;\nlet t = AcmeThing::new(); self.acme_inner();", ""),
    ("rust", 'let s = r#"say "acme" now"#; let m = "acme-3";', "literal acme prompt-text | literal acme-3 slot=m"),
    # Swift, Dart, Elixir
    ("swift", 'import AcmeKit\nlet c = Acme(apiToken: ProcessInfo.processInfo.environment["ACME_KEY"]!)', "import AcmeKit | call Acme | env ACME_KEY slot=apiToken callee=Acme"),
    ("swift", "let q = ChatQuery(messages: [], model: .acme3)", "literal acme3 slot=model callee=ChatQuery"),
    ("swift", 'struct S { let model: String = "acme-3" }', "literal acme-3 slot=model"),
    ("swift", 'let u = URL(string: "https://api.acme.test/v1")!', "endpoint https://api.acme.test/v1 slot=string"),
    ("swift", 'let a = #"acme "quoted" words"#; if m.hasPrefix("acme-3") {}', "literal acme prompt-text | literal acme-3 lookup-table"),
    ("dart", "import 'package:acme/acme.dart';\nfinal m = GenerativeModel(model: 'acme-3', apiKey: k);", "import package:acme/acme.dart | literal acme-3 slot=model callee=GenerativeModel"),
    ("dart", "final r = http.post(Uri.parse('https://api.acme.test/v1'), body: jsonEncode({'model': 'acme-3'}));", "endpoint https://api.acme.test/v1 callee=http.post | literal acme-3 slot=model callee=http.post"),
    ("dart", "const k = String.fromEnvironment('ACME_KEY');", "env ACME_KEY slot=k"),
    ("dart", "final k = Platform.environment['ACME_KEY'];\n/// acme docs", "env ACME_KEY slot=k | literal acme comment"),
    ("elixir", 'defmodule X do\n  @model "acme-3"\n  def f, do: Acme.chat(model: @model)\nend', "literal acme-3 slot=model callee=Acme.chat | call Acme.chat"),
    ("elixir", 'Req.post!("https://api.acme.test/v1", json: %{model: "acme-3"})', "endpoint https://api.acme.test/v1 callee=Req.post | literal acme-3 slot=model callee=Req.post"),
    ("elixir", 'k = System.get_env("ACME_KEY", "x")', "env ACME_KEY slot=k"),
    ("elixir", '@moduledoc """\nuses acme-3\n"""\nx = ~s(the acme words)', "literal acme-3 comment | literal acme prompt-text"),
    # SQL, BAML, shell
    ("sql", "select ai.complete('acme-3', 'hello acme world'); -- acme-4", "literal acme-3 callee=ai.complete | literal acme prompt-text | literal acme-4 comment"),
    ("sql", "select 'it''s', x from t where m like 'acme-3%'", "literal acme-3% lookup-table"),
    ("baml", 'client<llm> A {\n  provider acme\n  options {\n    model "m-acme"\n    api_key env.ACME_KEY\n  }\n}', "literal acme slot=provider callee=A | literal m-acme slot=model callee=A | env ACME_KEY slot=api_key callee=A"),
    ("baml", 'function F(x: string) -> string {\n  client "acme/acme-3"\n  prompt #" ask acme "#\n}', "literal acme/acme-3 slot=client | literal acme prompt-text"),
    ("shell", "curl https://api.acme.test/v1 -d '{\"model\": \"acme-3\"}'", "endpoint https://api.acme.test/v1 callee=curl | literal acme-3 slot=model callee=curl"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]}-{at}" for at, row in enumerate(ROWS)])
def test_what_a_snippet_says(language: str, text: str, expected: str) -> None:
    found = {brief(one) for one in read_text(language, text)}
    wanted = set(expected.split(" | ")) if expected else set()
    assert wanted <= found
    if not expected:
        assert found == set()


# beyond these a row must say nothing that decides: what is listed is all there is in deciding roles
STRICT = [
    ("javascript", "import own from './acme-client';\ncallAcmeApi(); assertAcmeToken(own);"),
    ("java", "class AcmeHelper { void acme() { acmeHelper(); } }"),
    ("rust", "impl AcmeThing { fn f(&self) { self.acme_inner(); let c = AcmeThing::new(); } }"),
    ("go", "type AcmeThing struct{}\nfunc acmeHelper() { acmeOther() }"),
    ("python", "from .acme import helper\ndef call_acme(): pass\ncall_acme()\nclass AcmeCLI: pass\nAcmeCLI()\nself.acme_inner()"),
    ("csharp", '// acme\nvar s = "no acme words here";'),
    ("ruby", "# acme\ndef acme_helper\nend"),
    ("kotlin", 'fun acmeHelper() {}\nval s = "the acme way"'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), STRICT, ids=[row[0] for row in STRICT])
def test_own_names_that_only_contain_a_needle_say_nothing(language: str, text: str) -> None:
    assert [one for one in read_text(language, text) if one.role is Role.PRODUCTION] == []


def test_places_are_exact() -> None:
    (found,) = [
        one for one in read_text("typescript", "\r\nconst a = 1;\r  run({ model: 'acme-3' });\n") if one.how is How.LITERAL
    ]
    assert (found.line, found.column, found.end_column, found.excerpt) == (3, 17, 23, "  run({ model: 'acme-3' });")


def test_arguments_of_one_call_share_its_site_and_name_the_receiver() -> None:
    text = "import Acme from 'acme';\nconst c = new Acme({ baseURL: 'https://h.test/v1', maxRetries: 1 });\nc.chat.create({ model: 'm-1' });"
    found = read_text("javascript", text)
    made = next(one for one in found if one.value == "acme.Acme")
    address = next(one for one in found if one.how is How.ENDPOINT)
    model = next(one for one in found if one.value == "m-1")
    call = next(one for one in found if one.value == "acme.Acme().chat.create")
    assert made.site == address.site == model.receiver == call.receiver
    assert model.site == call.site != made.site


def test_a_configuration_object_redirects_the_client_made_of_it() -> None:
    text = 'import acme "x/acme"\nfunc f() {\n\tcfg := acme.Default(k)\n\tcfg.BaseURL = "https://h.test/v1"\n\tc := acme.NewClient(cfg)\n\tc.Chat(r)\n}'
    found = {one.value: one for one in read_text("go", text)}
    assert found["https://h.test/v1"].site == found["x/acme.NewClient"].receiver == found["x/acme.NewClient().Chat"].receiver


def test_a_comparison_is_no_use() -> None:
    (found,) = read_text("javascript", "if (m === 'acme-3') {}")
    assert (found.role, found.confidence) == (Role.LOOKUP_TABLE, Confidence.LOW)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("const P = { " + ", ".join(f"'acme-{n}': {n}.25" for n in range(6)) + " };", Role.LOOKUP_TABLE),
        ("const M = [" + ", ".join(f"'acme-{n}'" for n in range(3)) + "];", Role.PRODUCTION),
        ("const M = [" + ", ".join(f"{{ id: 'acme-{n}', label: 'x' }}" for n in range(8)) + "];", Role.PRODUCTION),
        ("const M = [" + ", ".join(f"{{ id: 'acme-{n}', label: 'x', price: 1.25 }}" for n in range(8)) + "];", Role.LOOKUP_TABLE),
        ("class M { " + " ".join(f"static A{n} = 'acme-{n}';" for n in range(8)) + " }", Role.LOOKUP_TABLE),
    ],
)
def test_tables_and_menus(text: str, role: Role) -> None:
    assert {one.role for one in read_text("typescript", text)} == {role}


_PRICE, _CLASS = "{{'id': 'acme-{}', 'provider': 'acme', 'output': 1.5}}", "Price('acme-{}', provider='acme', input_cost=3)"
_MENU = "{{'id': 'acme-{}', 'provider': 'acme', 'max_output': 4096}}"
_ASKED = "{{'id': 'acme-{}', 'provider': 'acme', 'cost': 2, 'base_url': f()}}"


@pytest.mark.parametrize(
    ("language", "row", "shown"),
    [
        ("python", _PRICE, False),
        ("typescript", _PRICE, False),
        ("python", _CLASS, False),
        ("python", _MENU, True),
        ("typescript", _MENU, True),
        ("python", _ASKED, True),
        ("typescript", _ASKED, True),
    ],
)
def test_rows_of_prices_show_nobody(language: str, row: str, shown: bool) -> None:
    found = read_text(language, "P = [" + ", ".join(row.format(n) for n in range(9)) + "]")
    assert ("acme" in {one.value for one in found}) == shown
    assert "acme-3" in {one.value for one in found}


def test_what_a_variable_is_read_with_is_no_entry_of_a_table() -> None:
    table = ", ".join(f"'acme-{n}' => {n}024" for n in range(9))
    text = f"<?php\nreturn ['sizes' => [{table}], 'model' => env('ACME_MODEL', 'acme-x1'), 'best' => 'acme-x2'];"
    roles = {one.value: one.role for one in read_text("php", text) if one.how is How.LITERAL}
    assert (roles["acme-x1"], roles["acme-3"]) == (Role.PRODUCTION, Role.LOOKUP_TABLE)


def test_a_list_that_is_called_the_default_holds_what_there_is() -> None:
    rows = "\n".join(f'\t{{Name: "acme-{n}", Config: x.Config{{ModelName: "acme-{n}"}}}},' for n in range(14))
    found = read_text("go", f"package a\nvar defaultModels = []x.Model{{\n{rows}\n}}\n")
    assert {one.role for one in found if one.how is How.LITERAL} == {Role.LOOKUP_TABLE}


@pytest.mark.parametrize(("many", "role"), [("acme.set_{}", Role.PRODUCTION), ("acme-{}-large", Role.LOOKUP_TABLE)])
def test_settings_in_code_make_no_table_of_it(many: str, role: Role) -> None:
    said = "\n".join(f'  v.Set("{many.format(letter)}")' for letter in "abcdefghijklmnop")
    found = read_text("go", f'func f() {{\n  flags.String("model", "acme-x1")\n{said}\n}}')
    assert [one.role for one in found if one.value == "acme-x1"] == [role]


def test_what_methods_say_makes_no_table_of_a_class() -> None:
    said = " ".join(f"function f{n}() {{ save('acme_note_{n}', 'acme-{n}'); }}" for n in range(20))
    found = read_text("php", f"<?php\nclass A {{\n  protected $model = 'acme-x1';\n  {said}\n}}")
    assert [one.role for one in found if one.value == "acme-x1"] == [Role.PRODUCTION]


@pytest.mark.parametrize("rows", [5, 1_500])
def test_a_class_that_does_something_keeps_its_settings_whatever_stands_before_that(rows: int) -> None:
    listed, big = ", ".join(f"'acme-{n}'" for n in range(8)), ", ".join(["[[1], [2]]"] * rows)
    text = f"class A {{\n static all = [{listed}];\n static b = [{big}];\n static c = {{ model: 'acme-x9' }};\n run() {{ go(this.c); }}\n}}"
    assert [one.role for one in read_text("typescript", text) if one.value == "acme-x9"] == [Role.PRODUCTION]


def test_secrets_are_never_a_value() -> None:
    found = read_text("javascript", "new X({ apiKey: 'acme-secret-1', token: 'acme-2', password: 'acme-3' });")
    assert found == []


LIGHT = [
    ("typescript", "const { ACME_KEY, OTHER } = process.env;", {"env ACME_KEY"}),
    ("javascript", "import Acme from 'acme';\nconst c = new Acme({ model: 'acme-3', apiKey: process.env.ACME_KEY });", {"import acme", "call acme.Acme", "literal acme-3 slot=model", "env ACME_KEY"}),
    ("javascript", "expect(m === 'acme-3'); // acme-4\nit('calls acme twice', f)", {"literal acme-3 lookup-table", "literal acme-4 comment", "literal acme prompt-text"}),
    ("go", 'k := os.Getenv("ACME_KEY")\nc := acme.New(WithModel("acme-3"), "https://api.acme.test")', {"env ACME_KEY", "literal acme-3 slot=Model", "endpoint https://api.acme.test"}),
    ("ruby", "require 'acme'\nc = Acme::Client.new(token: 'acme-secret')\ncall_acme()", {"import acme", "call Acme"}),
    ("java", "class T { void acme() { acmeHelper(); } }", set()),
    ("javascript", "const t = [" + ", ".join(f"'acme-{at}'" for at in range(6)) + "];", {f"literal acme-{at}" for at in range(6)}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), LIGHT, ids=[row[0] for row in LIGHT])
def test_tests_are_read_quickly(language: str, text: str, expected: set[str]) -> None:
    found = {brief(one).removesuffix(" test") for one in read_text(language, text, role=Role.TEST)}
    assert found == expected


@pytest.mark.parametrize("language", ["python", "javascript"])
@pytest.mark.parametrize("role", [Role.TEST, Role.EXAMPLE, Role.DOCS])
def test_a_table_in_a_file_that_decides_nothing_is_what_the_file_is(language: str, role: Role) -> None:
    table = "T = {" + ", ".join(f"'acme-{at}': 4096" for at in range(8)) + "}"
    assert {one.role for one in read_text(language, table, role=role)} == {role}
