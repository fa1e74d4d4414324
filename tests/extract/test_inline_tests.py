"""Tests inside production files: what only tests run is no production use, what stands beside them is."""

from __future__ import annotations

import pytest
from read_source import read_text

from auditor.records import Role

# language, code, the values that only tests use; every other value of the snippet is production
ROWS = [
    ("rust", 'fn f() { json!({"model": "acme-1"}); }\n#[cfg(test)]\nmod tests {\n  fn g() { if x { json!({"model": "acme-2"}); } }\n}\nconst M: &str = "acme-3";', "acme-2"),
    ("rust", '/// Docs\n#[tokio::test(flavor = "x")]\n#[ignore]\nasync fn a<A, B>(x: [u8; 2]) -> R<A, B> { chat("acme-1") }\nfn b() { chat("acme-2") }', "acme-1"),
    ("rust", '#[cfg(test)]\nmod t { fn a() { env::var("ACME_API_KEY").expect("ACME_API_KEY not set") } }\nfn c() { chat("acme-3") }', "ACME_API_KEY ACME_API_KEY"),
    ("rust", '#[test] fn a() { chat("acme-1") }\n#[rstest]\n#[once]\nfn b(#[case] m: &str) { chat("acme-2") }\nfn c() { chat("acme-3") }', "acme-1 acme-2"),
    ("rust", '#[cfg(all(test, feature = "x"))]\nconst A: &str = "acme-1";\nconst B: &str = "acme-2";', "acme-1"),
    ("rust", '#[cfg(test)]\nuse acme::x;\nuse acme::y;\nfn c() { chat("acme-3") }', ""),
    ("rust", '#[cfg(test)]\nmod tests;\nfn c() { chat("acme-3") }', ""),
    ("rust", 'struct A { #[cfg(test)] x: u8, y: u8 }\nimpl A { fn c() { chat("acme-3") } }', ""),
    ("rust", 'mod tests {\n  #![cfg(test)]\n  fn f() { chat("acme-1") }\n}\nfn c() { chat("acme-3") }', "acme-1"),
    ("rust", '#[cfg(not(test))]\nmod a { const A: &str = "acme-1"; }\n#[cfg_attr(test, x)]\nfn b() { chat("acme-2") }', ""),
    ("rust", '#[cfg(any(test, feature = "y"))]\nfn b() { chat("acme-2") }\n#[latest]\nfn c() { chat("acme-3") }', ""),
    ("rust", '// #[cfg(test)]\nmod a { const A: &str = "acme-1"; const T: &str = "#[test] fn"; fn f() { chat("acme-2") } }', ""),
    ("csharp", '[Fact]\npublic async Task<int> A() { Chat("acme-1"); }\npublic void B() { Chat("acme-2"); }', "acme-1"),
    ("csharp", '[TestFixture]\n[Category("x")]\npublic class T {\n [Test, Order(1)]\n public void A() => Chat("acme-1");\n}\nclass P { string m = "acme-2"; }', "acme-1"),
    ("csharp", '[Theory]\n[InlineData("acme-1")]\npublic void A(string m) { Chat(m); }\nvoid B() { Chat("acme-2"); }', "acme-1"),
    ("swift", 'struct A: View { let m = "acme-1" }\n#Preview("x") {\n  A(model: .constant("acme-2"))\n}\nlet m = "acme-3"', "acme-2"),
    ("swift", 'struct A_Previews: SomeOther, PreviewProvider {\n static var previews: some View { A(model: "acme-1") }\n}\nstruct B { let model = "acme-2" }', "acme-1"),
    ("swift", 'struct PreviewModel: View { let model = "acme-1" }\nfunc showPreview(_ m: String = "acme-2") {}\nlet a = Preview(model: "acme-3")', ""),
    ("swift", '// #Preview\nlet t = "#Preview"; func f() { chat(model: "acme-1") }\nprotocol P: PreviewProviding { }\nlet m = "acme-2"', ""),
    ("swift", 'extension M {\n static let sample: [M] = [\n  .init(name: "acme-1"),\n ]\n static var mockUsers: [M] { [M("acme-2")] }\n static let chosen = M("acme-3")\n}', "acme-1 acme-2"),
    ("swift", 'struct A {\n static let sampler = M("acme-1")\n let sample = M("acme-2")\n static let previewModel = "acme-3"\n static func sample() { go("acme-4") }\n}', ""),
    ("swift", 'struct A {\n static let sample = other\n static let model = "acme-1"\n static let sampleId =\n  "acme-2"\n static let m = "acme-3"\n func f() { go("acme-4") }\n}', "acme-2"),
    ("kotlin", '@Preview(showBackground = true)\n@Composable\nfun P() {\n  Chat(model = "acme-1")\n}\n@Composable\nfun Chat(model: String = "acme-2") {}', "acme-1"),
    ("kotlin", 'class C { @PreviewLightDark @Composable private fun P() = Chat("acme-1")\n fun go() { Chat("acme-2") } }', "acme-1"),
    ("kotlin", '@PreviewFeature\nfun go() { chat(model = "acme-1") }', ""),
    ("csharp", 'var x = rows[Test]; Chat("acme-1");\n[TestSettings]\nclass P { string m = "acme-2"; }', ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "tested"), ROWS, ids=[f"{row[0]}-{at}" for at, row in enumerate(ROWS)])
def test_what_only_tests_run(language: str, text: str, tested: str) -> None:
    found = [one for one in read_text(language, text) if one.value.startswith(("acme-", "ACME_"))]
    assert found
    assert " ".join(one.value for one in found if one.role is Role.TEST) == tested
    assert {one.role for one in found} <= {Role.TEST, Role.PRODUCTION, Role.COMMENT}


def test_an_open_attribute_costs_little_and_hides_nothing() -> None:
    found = read_text("rust", "#[cfg(test " * 3_000 + '\nfn b() { chat("acme-2") }')
    assert [one.role for one in found] == [Role.PRODUCTION]
