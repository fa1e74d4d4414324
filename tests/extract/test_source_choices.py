"""Choices and tables: a pattern is compared, a choice of a few is used, rows with amounts and long listings are looked up."""

from __future__ import annotations

import pytest
from read_source import brief, marks, read_text

from auditor.records import Role

CHOICES = [
    ("javascript", "const m = t === 'pro' ? 'acme-3' : 'acme-2';", "acme-3 =m | acme-2 =m"),
    ("typescript", "import A from 'acme';\nnew A().chat({ model: t == 'x' ? 'acme-3' : 'acme-2' })", "acme-3 =model @acme.A().chat | acme-2 =model @acme.A().chat"),
    ("typescript", "const y = a ? m === 'acme-3' : m !== 'acme-2';", "acme-3 table | acme-2 table"),
    ("typescript", "const y = m === 'acme-3' ? 1 : 2;", "acme-3 table"),
    ("java", 'String f() { return a != null ? a : "acme-3"; }', "acme-3 ="),
    ("java", 'String f(String p) { return switch (p) { case "x" -> g() != null ? g() : "acme-3"; default -> ""; }; }', "acme-3 ="),
    ("csharp", 'string? model = "acme-3"; string? m = a == b ? "acme-1" : c ? "acme-4" : "acme-5";', "acme-3 =model | acme-1 =m | acme-4 =m | acme-5 =m"),
    ("php", "<?php $m = $t === 'x' ? 'acme-3' : 'acme-2';", "acme-3 =m | acme-2 =m"),
    ("ruby", "m = t == :x ? 'acme-3' : 'acme-2'", "acme-3 =m | acme-2 =m"),
    ("swift", 'let m = t == .x ? "acme-3" : "acme-2"', "acme-3 =m | acme-2 =m"),
    ("scala", 'val m = if t == "x" then "acme-3" else "acme-2"', "acme-3 =m | acme-2 =m"),
    ("elixir", 'm = if t == "x", do: "acme-3", else: "acme-2"', "acme-3 =m | acme-2 =m"),
    ("javascript", "switch (t) { case 'acme-1': model = 'acme-2'; break; default: model = 'acme-3' }", "acme-1 table | acme-2 =model | acme-3 =model"),
    ("javascript", "switch (t) { case 'a':\n return 'acme-1' }\nconst o = { default: 'acme-2' };", "acme-1 = | acme-2 =default"),
    ("java", 'int f() { return switch (m) { case "acme-1", "acme-2" -> 128000; default -> 1; }; }', "acme-1 table | acme-2 table"),
    ("java", 'String model = switch (t) { case PRO -> "acme-1"; default -> "acme-2"; };', "acme-1 =model | acme-2 =model"),
    ("java", 'int g() { switch (m) { case "acme-1": return 1; } return 0; }', "acme-1 table"),
    ("kotlin", 'val model = when (t) { PRO -> "acme-1" else -> "acme-2" }', "acme-1 =model | acme-2 =model"),
    ("kotlin", 'val w = when (m) {\n "acme-1", "acme-2" -> 1\n else -> 2\n}', "acme-1 table | acme-2 table"),
    ("kotlin", 'fun p() = when { "acme-1" in m -> 2; else -> 3 }', "acme-1 table"),
    ("kotlin", 'val model = if (fast) { "acme-1" } else { "acme-2" }', "acme-1 =model | acme-2 =model"),
    ("kotlin", 'val r = Request(model = when (t) { PRO -> "acme-1"\n else -> "acme-2" })', "acme-1 =model @Request | acme-2 =model @Request"),
    ("kotlin", 'import com.acme.A\nval f = when (t) { P -> A(model = "acme-1")\n else -> x.map { a -> A("acme-2") } }', "acme-1 =model @com.acme.A | acme-2 = @com.acme.A"),
    ("kotlin", 'val model = if (fast) { log("acme-1"); x } else { y }', "acme-1 = @log"),
    ("rust", 'let w = match m { "acme-1" | "acme-2" if x => 1, "acme-3" => 2, _ => 3 };', "acme-1 table | acme-2 table | acme-3 table"),
    ("rust", 'let model = match tier { Tier::Pro => "acme-1", _ => { "acme-2" } };', "acme-1 =model | acme-2 =model"),
    ("rust", 'let q = Req { model: if fast { "acme-1".into() } else { "acme-2".into() } };', "acme-1 =model @Req | acme-2 =model @Req"),
    ("rust", 'let q = Req { model: pick(|x| { log(x); "acme-1" }) };', "acme-1 ="),
    ("swift", 'switch m { case "acme-1", "acme-2": return 1\ndefault: return 2 }', "acme-1 table | acme-2 table"),
    ("swift", 'let model = switch t {\n case .pro: "acme-1"\n default: "acme-2" }', "acme-1 =model | acme-2 =model"),
    ("scala", 'val w = m match { case "acme-1" | "acme-2" => 1\n case _ => 2 }', "acme-1 table | acme-2 table"),
    ("scala", 'val model = t match { case Pro => "acme-1"\n case _ => "acme-2" }', "acme-1 =model | acme-2 =model"),
    ("csharp", 'var w = m switch { "acme-1" or "acme-2" => 1, _ => 2 };', "acme-1 table | acme-2 table"),
    ("csharp", 'var model = o.Tier(x) switch { Tier.Pro => "acme-1", _ => "acme-2" };', "acme-1 =model | acme-2 =model"),
    ("dart", "final w = switch (m) { 'acme-1' || 'acme-2' => 1, _ => 2 };\nfinal model = switch (t) { T.a => 'acme-3', _ => 'acme-4' };", "acme-1 table | acme-2 table | acme-3 =model | acme-4 =model"),
    ("php", "<?php $w = match($m) { 'acme-1', 'acme-2' => 1, default => 2 };\n$model = match($t) { 'pro' => 'acme-3', default => 'acme-4' };", "acme-1 table | acme-2 table | acme-3 =model | acme-4 =model"),
    ("go", 'switch m {\ncase "acme-1", "acme-2":\n\tmodel = "acme-3"\n}', "acme-1 table | acme-2 table | acme-3 =model"),
    ("ruby", 'case m\nwhen "acme-1", "acme-2" then 1\nend\nmodel = case t\nwhen :pro then "acme-3"\nelse "acme-4"\nend', "acme-1 table | acme-2 table | acme-3 =model | acme-4 =model"),
    ("ruby", 'm = if a\n  x.each do |y|\n    p y\n  end\n  "acme-1"\nelsif b\n  "acme-2"\nelse\n  z = 1 if q\n  "acme-3"\nend', "acme-1 =m | acme-2 =m | acme-3 =m"),
    ("ruby", 'c.chat(model: case t when :x then "acme-1" else "acme-2" end)\nm = case t\nwhen :a\n "acme-3"\n other\nend', "acme-1 =model @c.chat | acme-2 =model @c.chat | acme-3 ="),
    ("ruby", 'model = all.map do\n  "acme-1"\nend\ndef f\n  model = 1 if a\n  "acme-2"\nend\nx = o.if\n"acme-3"\nend', "acme-1 = | acme-2 = | acme-3 ="),
    ("elixir", 'model = case t do\n  :a -> "acme-1"\n  _ ->\n    "acme-2"\nend\nm = if f do\n  "acme-3"\nelse\n  "acme-4"\nend', "acme-1 =model | acme-2 =model | acme-3 =m | acme-4 =m"),
    ("elixir", 'model = Enum.map(l, fn x ->\n  "acme-1"\nend)\ndef f(a) do\n  "acme-2"\nend', "acme-1 = @Enum.map | acme-2 ="),
    ("elixir", 'def call("acme-1" = m), do: m\ndefp price(%{id: "acme-2"}), do: 1.0\ndef n("acme-3" <> _), do: 1', "acme-1 table | acme-2 table | acme-3 table"),
    ("elixir", 'def run(x, model \\\\ "acme-1"), do: Acme.chat(model: model)', "acme-1 =model @Acme.chat"),
    ("elixir", 'model = if fast, do: "acme-1", else: "acme-2"\ndef default, do: "acme-3"', "acme-1 =model | acme-2 =model | acme-3 ="),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), CHOICES, ids=[f"{row[0]}-{at}" for at, row in enumerate(CHOICES)])
def test_arms_of_a_choice(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected


RATED = [
    ("javascript", "const P = { 'acme-1': 0.5, 'acme-2': { 'in': 1.2, out: 3 } }; m.set([['acme-3', 4]]);"),
    ("typescript", "const P = new Map([['acme-1', 128000], ['acme-2', 8000]]);"),
    ("kotlin", 'val p = mapOf("acme-1" to 0.1, "acme-2" to Price(0.1, 0.2))'),
    ("java", 'var c = Map.of("acme-1", 128000, "acme-2", 8000); C.put("acme-3", 4); Map.ofEntries(entry("acme-4", 1));'),
    ("scala", 'val p = Map("acme-1" -> 1.0, "acme-2" -> 2.0)'),
    ("rust", 'let m = HashMap::from([("acme-1", 1), ("acme-2", 2)]); p.insert("acme-3", 0.5);'),
    ("csharp", 'var p = new Dictionary<string, decimal> { ["acme-1"] = 0.1m, ["acme-2"] = 0.2m };'),
    ("csharp", 'var p = new Dictionary<string, decimal> { { "acme-1", 0.1m }, { "acme-2", 0.2m } };'),
    ("swift", 'let p: [String: Int] = ["acme-1": 128000, "acme-2": 8000]'),
    ("php", "<?php $p = ['acme-1' => ['input' => 1.2], 'acme-2' => array('input' => 2)];"),
    ("go", 'var p = map[string]Price{"acme-1": {In: 0.1}, "acme-2": Price{0.1, 0.2}}'),
    ("elixir", 'defp prices, do: %{"acme-1" => 1.2, "acme-2" => 2}'),
    ("javascript", "const C = { 'Acme-1': '#10b981', 'acme-2': 'bg-sky-500 text-white', 'acme-3': AcmeBot, 'acme-4': colors.red };"),
    ("typescript", 'const S = { "acme-1": "1024x1024", "acme-2": "$0.5", "acme-3": "128k", "acme-4": "/icons/a.svg", "acme-5": "2024-06-01" };'),
    ("ruby", 'SIZES = { "acme-e-2" => { "square" => "1024x1024" }, "acme-e-3" => { "wide" => "1792x1024" }, "acme-4" => :chat }'),
    ("php", "<?php $p = ['acme-1' => AcmeBot::class, 'acme-2' => $bot];"),
    ("swift", 'let c: [String: Color] = ["acme-1": .red, "acme-2": Color.blue]'),
    ("python", 'A = {"acme-1": const.ACME, "acme-2": AcmeBot, "acme-3": {"in": 0.03, "out": 0.06}, "acme-4": "128k", "acme-5": (1, 2)}'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), RATED, ids=[f"{row[0]}-{at}" for at, row in enumerate(RATED)])
def test_what_is_given_amounts_is_looked_up(language: str, text: str) -> None:
    found = read_text(language, text)
    assert len(found) >= 2
    assert {one.role for one in found} == {Role.LOOKUP_TABLE}


USED = [
    ("javascript", "chat('acme-1', 0.7); run({ model: 'acme-2', n: 3 }); f(['acme-3', 3]); on ? 'acme-4' : 0;"),
    ("java", 'client.chat("acme-1", 1000); opts.put("model", "acme-2");'),
    ("kotlin", 'val routes = mapOf("fast" to "acme-1", "good" to "acme-2")'),
    ("rust", 'chat("acme-1", 5);'),
    ("csharp", 'var o = new Dictionary<string, string> { ["model"] = "acme-1", { "model", "acme-2" } };'),
    ("php", "<?php $c->create(['model' => 'acme-1', 'n' => 2]);"),
    ("javascript", "const M = { 'acme-1': 'https://h.test', 'acme-2': chatDeployment, 'acme-3': new Chat(), 'acme-4': 'prod-4' };"),
    ("typescript", "const m = on\n  ? 'acme-1'\n  : other;\nconst v = { 'acme-2': { url: 'x', n: 2 } };"),
    ("python", 'A = {"acme-1": BASE_URL, "acme-2": Chat(0.2), "acme-3": "prod-4", "acme-4": {"url": "x", "n": 2}, "acme-5": True}'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), USED, ids=[f"{row[0]}-{at}" for at, row in enumerate(USED)])
def test_what_stands_beside_numbers_is_used(language: str, text: str) -> None:
    assert {one.role for one in read_text(language, text)} == {Role.PRODUCTION}


def _arms(template: str, count: int) -> str:
    return "".join(template.replace("#", str(at)) for at in range(count))


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("kotlin", "val n = when (t) {\n" + _arms('  T# -> "acme-#"\n', 7) + "}", Role.LOOKUP_TABLE),
        ("kotlin", "val n = when (t) {\n" + _arms('  T# -> "acme-#"\n', 3) + "}", Role.PRODUCTION),
        ("kotlin", "val n = when (t) {\n" + _arms('  T# -> Chat(model = "acme-#")\n', 7) + "}", Role.PRODUCTION),
        ("swift", "var n: String { switch self {\n" + _arms('case .t#: return "acme-#"\n', 7) + "} }", Role.LOOKUP_TABLE),
        ("rust", "let n = match t {\n" + _arms('T::A# => "acme-#",\n', 7) + "};", Role.LOOKUP_TABLE),
        ("php", "<?php $n = match($t) {\n" + _arms("T::A# => 'acme-#',\n", 7) + "};", Role.LOOKUP_TABLE),
        ("java", "switch (t) {\n" + _arms('case A#: return chat("acme-#");\n', 7) + "}", Role.PRODUCTION),
    ],
)
def test_a_choice_between_many_is_a_listing(language: str, text: str, role: Role) -> None:
    assert {one.role for one in read_text(language, text)} == {role}


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ("interface X { ask: (model: 'acme-1' | 'acme-2', n: number) => void }\nuse(() => ask(model));", []),
        ("const ask = useCallback((model: 'acme-1' | 'acme-2') => chat(model), []);", []),
        ("chat({ model: pick('acme-1' as 'acme-1' | 'acme-2') });", ["acme-1"]),
        ("const model: 'acme-1' | 'acme-2' = 'acme-3';", ["acme-3"]),
        ("chat({ model: given || 'acme-1' });", ["acme-1"]),
    ],
)
def test_a_union_of_types_says_what_may_be_given(code: str, used: list[str]) -> None:
    assert sorted({one.value for one in read_text("typescript", code) if one.role is Role.PRODUCTION}) == used


@pytest.mark.parametrize(
    ("code", "role"),
    [
        (
            "export class P {\nconfig = { model: 'acme-9' };\nmodels = [" + _arms("'acme-#', ", 7) + "];\nask() { go(); }\n}",
            Role.PRODUCTION,
        ),
        (
            "export class P {\n" + "config = { model: 'acme-9' };\n" + "models = [" + _arms("'acme-#', ", 7) + "];\n}",
            Role.LOOKUP_TABLE,
        ),
        (
            "export class P {\n" + "static best = 'acme-9';\n" + _arms("static A# = 'acme-#';\n", 7) + "all() { go(); }\n}",
            Role.LOOKUP_TABLE,
        ),
    ],
    ids=["a setting beside a list", "a class of lists", "a class of constants"],
)
def test_a_setting_of_a_class_that_acts_is_no_entry_of_its_lists(code: str, role: Role) -> None:
    found = {one.value: one.role for one in read_text("typescript", code)}
    assert found["acme-9"] is role
    assert found["acme-1"] is Role.LOOKUP_TABLE


OWN = [
    ("kotlin", 'value class ModelId(val id: String) {\n companion object {\n  val A: ModelId = ModelId("acme-1")\n  val B = ModelId("acme-2")\n }\n}', "acme-1 table | acme-2 table"),
    ("kotlin", 'class ModelId(val id: String) {\n companion object {\n  val A = ModelId("acme-1")\n }\n}', "acme-1 =model @ModelId"),
    ("kotlin", 'class ModelId(val id: String) {\n companion object {\n  val A = ModelId("acme-1")\n  val Default = ModelId("acme-2")\n }\n}', "acme-1 table | acme-2 =model @ModelId"),
    ("kotlin", 'class Chat {\n companion object {\n  val A = ModelId("acme-1")\n  val B = ModelId("acme-2")\n }\n}', "acme-1 =model @ModelId | acme-2 =model @ModelId"),
    ("scala", 'object ModelId {\n val A = ModelId("acme-1")\n val B: ModelId = ModelId("acme-2")\n}', "acme-1 table | acme-2 table"),
    ("swift", 'public struct Model: Codable {\n static let a = Model("acme-1")\n static let b: Model = .init("acme-2")\n static var c: Self { Self("acme-3") }\n}', "acme-1 table | acme-2 table | acme-3 table"),
    ("swift", 'struct Model {\n let a = Model("acme-1")\n let b = Model("acme-2")\n}', "acme-1 =model @Model | acme-2 =model @Model"),
    ("csharp", 'public sealed class Model : IEquatable<Model> {\n public static readonly Model A = new("acme-1");\n public static Model B => new Model("acme-2");\n public static Model C { get; } = new("acme-3");\n}', "acme-1 table | acme-2 table | acme-3 table"),
    ("csharp", 'class ChatModel {\n static readonly ChatModel A = new("acme-1");\n static readonly ChatModel B = new("acme-2");\n ChatModel F() => c.Chat(model: A);\n}', "acme-2 table | acme-1 =model @c.Chat"),
    ("java", 'final class ChatModel {\n public static final ChatModel A = of("acme-1");\n public static final ChatModel B = new ChatModel("acme-2");\n}', "acme-1 table | acme-2 table"),
    ("typescript", 'class ChatModel {\n static readonly A = new ChatModel("acme-1");\n static readonly B = new ChatModel("acme-2");\n}', "acme-1 table | acme-2 table"),
    ("typescript", 'class Agent {\n static readonly A = new Agent("acme-1");\n static readonly B = new Agent("acme-2");\n}', "acme-1 = @Agent | acme-2 = @Agent"),
    ("typescript", 'class ModelClient {\n static A = new ModelClient("acme-1");\n static B = new ModelClient("acme-2");\n}', "acme-1 =model @ModelClient | acme-2 =model @ModelClient"),
    ("rust", 'impl Model {\n pub const A: Model = Model("acme-1");\n pub const B: Self = Self("acme-2");\n}', "acme-1 table | acme-2 table"),
    ("dart", "class Model {\n static const a = Model('acme-1');\n static const b = Model._('acme-2');\n}", "acme-1 table | acme-2 table"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), OWN, ids=[f"{row[0]}-{at}" for at, row in enumerate(OWN)])
def test_what_a_type_of_models_makes_of_itself_is_there_to_choose_from(language: str, text: str, expected: str) -> None:
    found = marks(read_text(language, text))
    assert sorted(found.split(" | ")) == sorted(expected.split(" | "))


LISTS = [
    ("ruby", "MODELS = %w[acme-1 acme-2 x].freeze", 'MODELS = ["acme-1", "acme-2", "x"].freeze'),
    ("ruby", "M = { models: %i(acme_1 acme_2) }", 'M = { models: ["acme_1", "acme_2"] }'),
    ("ruby", "DEFAULT_MODELS = %w[acme-1 acme-2]", 'DEFAULT_MODELS = ["acme-1", "acme-2"]'),
    ("ruby", "x if %w[acme-1 acme-2].include?(m)", 'x if ["acme-1", "acme-2"].include?(m)'),
    ("ruby", "case m\nwhen *%w[acme-1 acme-2] then 1\nend", 'case m\nwhen *["acme-1", "acme-2"] then 1\nend'),
    ("ruby", "M = %w[acme-1 b]\ndef f(m)\n M.include?(m)\nend", 'M = ["acme-1", "b"]\ndef f(m)\n M.include?(m)\nend'),
    ("ruby", "validates :m, inclusion: { in: %w[acme-1 b] }", 'validates :m, inclusion: { in: ["acme-1", "b"] }'),
    ("ruby", 'x = ENV.fetch("MODELS", %w[acme-1 b])', 'x = ENV.fetch("MODELS", ["acme-1", "b"])'),
    ("ruby", 'require "acme"\nAcme::Client.new(models: %w[acme-1 acme-2])', 'require "acme"\nAcme::Client.new(models: ["acme-1", "acme-2"])'),
    ("ruby", "A = %w[\n a-1 acme-2 acme-3 acme-4\n acme-5 acme-6 acme-7 ]", 'A = ["acme-2", "acme-3", "acme-4", "acme-5", "acme-6", "acme-7"]'),
    ("elixir", "@models ~w(acme-1 acme-2)", '@models ["acme-1", "acme-2"]'),
    ("elixir", "@models ~w[\n acme-1\n acme-2\n]a", '@models ["acme-1", "acme-2"]'),
    ("elixir", "Enum.member?(~w(acme-1 acme-2), m)", 'Enum.member?(["acme-1", "acme-2"], m)'),
    ("elixir", "def f(m) when m in ~w(acme-1 acme-2), do: 1", 'def f(m) when m in ["acme-1", "acme-2"], do: 1'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "strings"), LISTS, ids=[f"{row[0]}-{at}" for at, row in enumerate(LISTS)])
def test_a_list_of_words_is_a_list_of_strings(language: str, text: str, strings: str) -> None:
    told = [[(brief(one), one.scope) for one in read_text(language, form)] for form in (text, strings)]
    assert told[0] == told[1]
    assert told[0]


def test_a_text_in_such_brackets_and_a_word_with_a_hole_are_none() -> None:
    assert marks(read_text("ruby", "providers = %w[acme globex acme_ai]")) == "acme said | acme_ai said"
    assert marks(read_text("ruby", "X = %q[ask acme-1 now]\nY = %W[#{a}-acme-1 acme-3#{b}]")) == "acme-1 said"


def test_hostile_lists_of_words_cost_little() -> None:
    for text in ("x = %w[acme-1 " * 5_000, "x = %w[" + "acme-1 " * 60_000 + "]", "x = %w[" + "acme" * 100_000 + "]"):
        assert len(read_text("ruby", text)) <= 4_000
        assert len(read_text("elixir", text.replace("%", "~"))) <= 4_000
