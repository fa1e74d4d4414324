"""What is only asked, held against something, renamed or shown reaches no call; lists that a member is taken of do."""

from __future__ import annotations

import pytest
from read_source import marks, read_text

_JS = "import A from 'acme';\nconst c = new A();\n"
_LIST = _JS + "const models = ['acme-1'];\n"

ROWS = [
    ("typescript", _LIST + "c.chat({ model, ...(models.find(m => model.includes(m)) ? { e: 'x' } : {}) });", "acme-1 table"),
    ("typescript", _LIST + "const f = (x) => models.find((m) => x.includes(m));", "acme-1 table"),
    ("typescript", _LIST + "if (models.filter(m => m === x)) c.chat({ model: 'acme-3' });", "acme-1 table | acme-3 =model @acme.A().chat"),
    ("typescript", _LIST + "c.chat({ model: models.includes(x) ? x : 'acme-4' });", "acme-1 table | acme-4 =model @acme.A().chat"),
    ("typescript", _JS + "c.chat({ model: ['acme-1'].some(m => x.startsWith(m)) ? x : 'acme-4' });", "acme-1 table | acme-4 =model @acme.A().chat"),
    ("typescript", "const s = new Set(['acme-1', 'acme-2']).has(m);", "acme-1 table | acme-2 table"),
    ("typescript", _LIST + "c.chat({ model: models.find(m => model.includes(m)) });", "acme-1 =model @acme.A().chat"),
    ("typescript", _LIST + "c.chat({ models: models.filter(m => m !== x) });", "acme-1 =models @acme.A().chat"),
    ("typescript", _LIST + "c.chat({ model: models.find(m => ok(m)) ?? 'acme-3' });", "acme-1 =model @acme.A().chat | acme-3 =model @acme.A().chat"),
    ("typescript", _LIST + "models.some(m => m === x);\nmodels.map(m => c.chat({ model: m }));", "acme-1 =models"),
    ("typescript", "export const models = ['acme-1'];\nmodels.some(m => m === x);", "acme-1 =models"),
    ("typescript", "const OLD = 'acme-1';\nconst NEW = 'acme-2';\nexport type M = typeof OLD | typeof NEW;\nexport const chosen = NEW;", "acme-1 table | acme-2 =NEW"),
    ("typescript", "export const OLD = 'acme-1';\nexport type M = typeof OLD;", "acme-1 =OLD"),
    ("typescript", "const OLD = 'acme-1';\nexport type M = typeof OLD;\nexport default { OLD };", "acme-1 =OLD"),
    ("typescript", "const MODEL = 'acme-1';", "acme-1 =MODEL"),
    # a constant of this file alone that something is held against
    ("typescript", "const OLD = 'acme-1';\nexport const f = (m: string) => m === OLD || m.startsWith(OLD) ? {} : { t: 0 };", "acme-1 table"),
    ("typescript", "export const OLD = 'acme-1';\nexport const f = (m) => m === OLD;", "acme-1 =OLD"),
    ("typescript", "const OLD = 'acme-1';\nexport const f = (m) => m === OLD ? go(OLD) : 1;", "acme-1 =OLD"),
    ("typescript", "const OLD = 'acme-1';\nexport const f = (m) => m === OLD ? go(`/${OLD}/x`) : 1;", "acme-1 =OLD"),
    ("typescript", "const OLD = 'acme-1';\nexport const f = (m) => m === 'x' || OLD;", "acme-1 =OLD"),
    ("typescript", "const DEFAULT_MODEL = 'acme-1';\nexport const f = (m) => m === DEFAULT_MODEL;", "acme-1 =DEFAULT_MODEL"),
    ("typescript", "const OLD = 'acme-1';\n" + "if (m === OLD) go();\n" * 79 + "go(OLD);", "acme-1 =OLD"),
    ("java", 'class A { private static final String OLD = "acme-1"; boolean f(String m) { return !OLD.equals(m) && Objects.equals(m, A.OLD); } }', "acme-1 table"),
    ("java", 'class A { static final String OLD = "acme-1"; boolean f(String m) { return OLD.equals(m); } }', "acme-1 =OLD"),
    ("java", 'class A { private String model = "acme-1"; boolean f(String m) { return m.equals(model); } }', "acme-1 =model"),
    ("csharp", 'class A { private const string Old = "acme-1"; bool F(string m) { return m == Old; } }', "acme-1 table"),
    ("rust", 'const OLD: &str = "acme-1"; fn f(m: &str) -> bool { m == OLD || m.starts_with(OLD) }', "acme-1 table"),
    ("rust", 'pub const OLD: &str = "acme-1"; fn f(m: &str) -> bool { m == OLD }', "acme-1 =OLD"),
    ("kotlin", 'private const val OLD = "acme-1"\nfun f(m: String) = m == OLD', "acme-1 table"),
    ("go", 'const oldOne = "acme-1"\nfunc f(m string) bool { return strings.Contains(m, oldOne) || m == oldOne }', "acme-1 table"),
    ("go", 'const (\n\toldOne = "acme-1"\n\tnewOne = "acme-2"\n)\nfunc f(m string) bool { return !strings.HasPrefix(m, oldOne) && g(newOne) }', "acme-1 table | acme-2 =newOne"),
    ("go", 'const OldOne = "acme-1"\nfunc f(m string) bool { return strings.Contains(m, OldOne) }', "acme-1 =OldOne"),
    ("go", 'const defaultModel = "acme-1"\nfunc f(m string) bool { return m == defaultModel }', "acme-1 =defaultModel"),
    ("go", 'var oldOne = "acme-1"\nfunc f(m string) bool { return m == oldOne }', "acme-1 =oldOne"),
    # an id that the file's own id stands in for
    ("typescript", 'const NEW_MODEL = "acme-9";\nconst m = { "acme-1": NEW_MODEL, "acme-2": OTHER_MODEL };', "acme-9 =NEW_MODEL | acme-1 table | acme-2 =m"),
    ("typescript", 'const DEPLOYMENT = "acme-9";\nconst m = { "acme-1": DEPLOYMENT };', "acme-9 =DEPLOYMENT | acme-1 =m"),
    ("java", 'class A { static final String D = "acme-9"; Map<String, String> m = Map.of("acme-1", D, "acme-2", D); }', "acme-9 =D | acme-1 table | acme-2 table"),
    ("java", 'class A { static final String NEW_MODEL = "acme-9"; void f() { m.put("acme-1", NEW_MODEL); m.put("acme-2", CHAT_MODEL); m.put(x, "acme-3"); } }', "acme-9 =NEW_MODEL | acme-1 table | acme-2 = @m.put | acme-3 = @m.put"),
    ("java", 'class A { Map<String, String> m = Map.of(K, "acme-1", L, "acme-2"); }', "acme-1 =m | acme-2 =m"),
    ("python", 'NEW_MODEL = "acme-9"\nM = {"acme-1": NEW_MODEL, "acme-2": OTHER_MODEL}', "acme-9 =NEW_MODEL | acme-1 table | acme-2 =M"),
    ("python", 'DEPLOYMENT = "acme-9"\nM = {"acme-1": DEPLOYMENT}', "acme-9 =DEPLOYMENT | acme-1 =M"),
    # what a screen shows, and where attributes stand side by side
    ("php", '<x-c type="text" {{ $a }} name="model" placeholder="acme-1" data-model="acme-2" />', "acme-1 =placeholder | acme-2 =model"),
    ("php", '<?php $a = ["type" => "x"]; $model = "acme-1";', "acme-1 =model"),
    ("csharp", '<input asp-for="Model" required placeholder="acme-1" />', "acme-1 =placeholder"),
    ("csharp", 'if (a) { var x = "y"; } model = "acme-1";', "acme-1 =model"),
    ("java", 'class A { void f() { m.setToolTipText("acme-1"); m.getEmptyText().setText("acme-2"); m.setPromptText("acme-3"); m.setText("acme-4"); } }', "acme-1 said | acme-2 said | acme-3 said | acme-4 = @m.setText"),
    ("kotlin", 'fun F() { Field(value = m, placeholder = { Text("acme-1") }, label = { Text("acme-2") }) }', "acme-1 said | acme-2 said"),
    ("swift", 'var body: some View { TextField("acme-1", text: $m)\nTextField("Model", text: $m, prompt: Text("acme-2")) }', "acme-1 said | acme-2 said"),
    ("java", 'class A { TextField model = new TextField("acme-1"); }', "acme-1 =model @TextField"),
    ("go", 'func f() { e.SetPlaceHolder("acme-1"); e.SetText("acme-2") }', "acme-1 said | acme-2 = @e.SetText"),
    ("typescript", "const model = ['acme-1', 'acme-2'].find(m => x.includes(m)) ?? 'acme-3';", "acme-1 =model | acme-2 =model | acme-3 =model"),
    ("typescript", _JS + "if (c.chat('acme-1').includes('no')) go();", "acme-1 = @acme.A().chat"),
    ("kotlin", 'val b = listOf("acme-1", "acme-2").contains(m)', "acme-1 table | acme-2 table"),
    ("csharp", 'var b = new[] { "acme-1" }.Contains(m); var model = new[] { "acme-2" }.First();', "acme-1 table | acme-2 =model"),
    ("rust", 'let b = ["acme-1"].iter().any(|p| m.starts_with(p)); let model = ["acme-2"].iter().next();', "acme-1 table | acme-2 =model"),
    ("ruby", 'b = ["acme-1"].include?(m); c = ["acme-2"].first', "acme-1 table | acme-2 =c"),
    ("ruby", 'b = ["acme-1"].any? do |m|\n  x.start_with?(m)\nend\n["acme-2"].each do |m|\n  x.chat(m)\nend\nM = ["acme-3"]\nb = M.any? { |m| x == m }', "acme-1 table | acme-2 = | acme-3 table"),
    ("ruby", 'b = m.in?(["acme-1"]) || "acme-2".eql?(m)\nc = "acme-3".dup', "acme-1 table | acme-2 table | acme-3 =c"),
    ("ruby", 'MODELS = ["acme-1"]\nx = PRICES[MODELS.index(m)]', "acme-1 table"),
    ("java", 'boolean b = "acme-1".equals(m) || "acme-2".startsWith(m); String model = "acme-3".toLowerCase();', "acme-1 table | acme-2 table | acme-3 =model"),
    ("java", 'boolean b = m.equals(norm("acme-1")) || norm("acme-2").equals(m) || Objects.equals(m, norm("acme-3"));', "acme-1 table | acme-2 table | acme-3 table"),
    ("java", 'boolean b = answer.equals(chat("acme-1")) || use(norm("acme-2"), m);', "acme-1 = @chat | acme-2 = @norm"),
    ("typescript", "const b = norm(m).startsWith(norm('acme-1'));", "acme-1 table"),
    ("python", 'if m == norm("acme-1") or norm("acme-2") != m or m in (norm("acme-3"), low("acme-4")): pass', "acme-1 table | acme-2 table | acme-3 table | acme-4 table"),
    ("python", 'if reply == ask("acme-1"): pass\nx = norm("acme-2")\nif x == f(norm("acme-3")): pass', "acme-1 = @ask | acme-2 = @norm | acme-3 = @norm"),
    # the end of a line that is written into an id
    ("typescript", "const model = 'acme-1\\n'; f({ model: 'acme-2\\r\\n' });", "acme-1 =model | acme-2 =model @f"),
    ("python", "model = 'acme-1\\n'", "acme-1 =model"),
    ("elixir", 'b = Enum.member?(["acme-1"], m)\nc = Enum.random(["acme-2"])', "acme-1 table | acme-2 = @Enum.random"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS, ids=[f"{row[0]}-{at}" for at, row in enumerate(ROWS)])
def test_what_is_asked_and_what_is_taken(language: str, text: str, expected: str) -> None:
    assert marks(read_text(language, text)) == expected
