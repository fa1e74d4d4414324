"""Go, Rust, Ruby, PHP, Elixir, Dart and Swift manifests: what is declared, what only looks so."""

from __future__ import annotations

import pytest
from manifest_table import rows, survives_every_cut

GO = """\
module example.org/own // acme
go 1.22
require github.com/acme/one v1.0.0
require (
	github.com/acme/two/v2 v2.1.0 // indirect
	// github.com/acme/commented v1.0.0
	github.com/acme/three v0.0.0-20200101000000-abcdef
)
exclude github.com/acme/excluded v1.0.0
retract v1.0.1 // acme
replace github.com/acme/one => github.com/fork/acme v1.1.0
replace github.com/acme/two => ../acme
tool github.com/acme/tool/cmd/gen
"""

GO_WORK = """\
go 1.22
use (
	./acme
	./web
)
replace github.com/acme/one v1.0.0 => github.com/fork/acme v1.2.0
"""

CARGO = """\
[package]
name = "own"
[features]
acme = ["dep:acme"]
[dependencies]
acme = { version = "1", optional = true, features = ["acme"] }
short = { package = "acme-real", version = "=1.2.0" }
acme-central.workspace = true
# acme-commented = "1"
[dependencies.acme-block]
version = "3"
[target.'cfg(unix)'.dependencies]
acme-unix = "1"
[dev-dependencies]
acme-dev = "1"
[build-dependencies]
acme-build = "1"
[workspace.dependencies]
acme-shared = { version = "1.5" }
[patch.crates-io]
acme = { git = "https://example.org/acme" }
[[bin]]
name = "acme"
"""

GEMFILE = """\
source "https://acme.example.org"
gem "acme", "~> 1.0", ">= 1.0.3" # acme
# gem "acme-commented"
gem 'acme-pinned', '1.2.3', require: 'acme'
group :development, :test do
  gem "acme-dev"
  platforms :ruby do
    gem "acme-inner"
  end
end
gem "acme-git", git: "https://example.org/acme"
if ENV["ACME"]
  gem("acme-if")
end
gem "acme-test", group: :test
gem "acme-both", "1.0", :group => [:development, :production]
group :ai do
  gem "acme-ai"
end
=begin
gem "acme-hidden"
=end
"""

GEMSPEC = """\
Gem::Specification.new do |spec|
  spec.name = "own-gem"
  spec.summary = "acme"
  spec.add_dependency "acme", ">= 1"
  spec.add_runtime_dependency(%q<acme-q>.freeze, ["~> 1.0"])
  spec.add_development_dependency 'acme-dev'
  # spec.add_dependency "acme-commented"
end
"""

COMPOSER = """\
{ "name": "own/app", "description": "acme",
  "require": { "php": "^8", "acme/sdk": "^1.0", "acme/pinned": "v1.2.3" },
  "require-dev": { "acme/dev": "*" },
  "suggest": { "acme/suggested": "x" }, "conflict": { "acme/old": "1" }, "replace": { "acme/replaced": "1" },
  "autoload": { "psr-4": { "Acme\\\\": "src/" } } }
"""

MIX = """\
defmodule Own.MixProject do
  def project, do: [app: :own_app, version: "1.0.0", deps: deps()]
  defp deps do
    [
      {:acme, "~> 1.0"},
      # {:acme_commented, "~> 1.0"},
      {:acme_git, git: "https://example.org/x.git", tag: "0.1"},
      {:acme_dev, "1.2.0", only: [:dev, :test], runtime: false},
      {:acme_opt, ">= 0.0.0", optional: true},
      {:short, "~> 1.0", hex: :acme_real}
    ]
  end
  defp docs, do: [{:acme_title, "A title # with acme"}]
end
"""

PUBSPEC = """\
name: own
description: acme
dependencies:
  flutter:
    sdk: flutter
  acme: ^1.0.0
  acme_git:
    git:
      url: https://example.org/x
  acme_hosted:
    hosted: https://example.org
    version: 1.2.3
  # acme_commented: ^1.0.0
dev_dependencies:
  acme_dev: any
dependency_overrides:
  acme: 3.0.0
"""

SWIFT = """\
// swift-tools-version:5.9
let package = Package(
  name: "Own",
  dependencies: [
    .package(url: "https://github.com/acme/Sdk.git", from: "1.0.0"),
    // .package(url: "https://github.com/acme/Commented.git", from: "1.0.0"),
    /* .package(url: "https://github.com/acme/Commented2", from: "1.0.0"), */
    .package(url: "https://github.com/acme/Next", .upToNextMajor(from: "2.0.0")),
    .package(name: "X", url: "git@github.com:acme/Ssh.git", exact: "3.0.1"),
    .package(path: "../acme"),
  ],
  targets: [.target(name: "acme", dependencies: [.product(name: "Acme", package: "acme")])])
"""

XCODE = """\
// !$*UTF8*$!
/* Begin XCRemoteSwiftPackageReference section */
\t\tF1 /* XCRemoteSwiftPackageReference "Sdk" */ = {
\t\t\tisa = XCRemoteSwiftPackageReference;
\t\t\trepositoryURL = "https://github.com/acme/Sdk.git";
\t\t\trequirement = {
\t\t\t\tkind = upToNextMajorVersion;
\t\t\t\tminimumVersion = 1.2.0;
\t\t\t};
\t\t};
\t\tF2 = {
\t\t\tisa = XCRemoteSwiftPackageReference;
\t\t\trepositoryURL = "git@github.com:acme/Ssh";
\t\t\trequirement = {
\t\t\t\tkind = exactVersion;
\t\t\t\tversion = 3.0.1;
\t\t\t};
\t\t};
\t\tF3 = {
\t\t\tisa = XCRemoteSwiftPackageReference;
\t\t\trepositoryURL = https://github.com/acme/Bare;
\t\t};
\t\tF4 /* XCLocalSwiftPackageReference "acme" */ = {
\t\t\tisa = XCLocalSwiftPackageReference;
\t\t\trelativePath = ../acme;
\t\t};
\t\tF5 /* acme.swift in Sources */ = {isa = PBXBuildFile; fileRef = F6 /* acme.swift */; };
\t\tF7 /* acme */ = {isa = XCSwiftPackageProductDependency; package = F1; productName = acme;};
"""

TABLE = [
    (
        "xcode-project",
        XCODE,
        [
            "5:29 github.com/acme/Sdk upToNextMajor: 1.2.0 - runtime",
            "13:25 github.com/acme/Ssh exact: 3.0.1 3.0.1 runtime",
            "21:28 github.com/acme/Bare - - runtime",
        ],
    ),
    (
        "go-mod",
        GO,
        [
            "1:8 example.org/own - - own",
            "3:9 github.com/acme/one v1.0.0 v1.0.0 runtime",
            "5:2 github.com/acme/two/v2 v2.1.0 v2.1.0 transitive",
            "7:2 github.com/acme/three v0.0.0-20200101000000-abcdef v0.0.0-20200101000000-abcdef runtime",
            "11:32 github.com/fork/acme v1.1.0 v1.1.0 runtime",
            "13:6 github.com/acme/tool/cmd/gen - - dev",
        ],
    ),
    ("go-work", GO_WORK, ["6:39 github.com/fork/acme v1.2.0 v1.2.0 runtime"]),
    (
        "cargo-toml",
        CARGO,
        [
            "2:9 own - - own",
            "6:1 acme 1 - optional",
            "7:22 acme-real =1.2.0 1.2.0 runtime",
            "8:1 acme-central - - runtime",
            "10:15 acme-block 3 - runtime",
            "13:1 acme-unix 1 - runtime",
            "15:1 acme-dev 1 - dev",
            "17:1 acme-build 1 - build",
            "19:1 acme-shared 1.5 - runtime",
        ],
    ),
    (
        "gemfile",
        GEMFILE,
        [
            "2:6 acme ~> 1.0, >= 1.0.3 - runtime",
            "4:6 acme-pinned 1.2.3 1.2.3 runtime",
            "6:8 acme-dev - - dev",
            "8:10 acme-inner - - dev",
            "11:6 acme-git - - runtime",
            "13:8 acme-if - - runtime",
            "15:6 acme-test - - dev",
            "16:6 acme-both 1.0 1.0 runtime",
            "18:8 acme-ai - - runtime",
        ],
    ),
    (
        "gemspec",
        GEMSPEC,
        ["2:16 own-gem - - own", "4:24 acme >= 1 - runtime", "5:34 acme-q ~> 1.0 - runtime", "6:36 acme-dev - - dev"],
    ),
    (
        "composer-json",
        COMPOSER,
        [
            "1:12 own/app - - own",
            "2:30 acme/sdk ^1.0 - runtime",
            "2:50 acme/pinned v1.2.3 1.2.3 runtime",
            "3:21 acme/dev * - dev",
        ],
    ),
    (
        "mix-exs",
        MIX,
        [
            "2:27 own_app - - own",
            "5:9 acme ~> 1.0 - runtime",
            "7:9 acme_git - - runtime",
            "8:9 acme_dev 1.2.0 1.2.0 dev",
            "9:9 acme_opt >= 0.0.0 - optional",
            "10:32 acme_real ~> 1.0 - runtime",
        ],
    ),
    (
        "pubspec",
        PUBSPEC,
        [
            "1:7 own - - own",
            "6:3 acme ^1.0.0 - runtime",
            "7:3 acme_git - - runtime",
            "10:3 acme_hosted 1.2.3 1.2.3 runtime",
            "15:3 acme_dev - - dev",
            "17:3 acme 3.0.0 3.0.0 runtime",
        ],
    ),
    (
        "swift-package",
        SWIFT,
        [
            "3:10 Own - - own",
            "12:28 acme - - own",
            "5:28 github.com/acme/Sdk from: 1.0.0 - runtime",
            "8:28 github.com/acme/Next upToNextMajor: 2.0.0 - runtime",
            "9:35 github.com/acme/Ssh exact: 3.0.1 3.0.1 runtime",
        ],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_declared_and_nothing_else(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected


@pytest.mark.parametrize(("format_", "text"), [row[:2] for row in TABLE], ids=[row[0] for row in TABLE])
def test_no_cut_raises(format_: str, text: str) -> None:
    survives_every_cut(format_, text)


_INLINE = """\
require "bundler/inline"
gemfile(true) do
  source "https://example.org"
  gem "acme", "1.2"
  group :test do
    gem "acme-dev"
  end
  gem "other"
end
gem "acme-else"
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("bin/ask.rb", _INLINE, ["4:8 acme 1.2 1.2 runtime", "6:10 acme-dev - - dev"]),
        ("plugin.rb", '# name: x\ngem "acme", "1.2", { require: false }\ngem "other", "1"\n', ["2:6 acme 1.2 1.2 runtime"]),
        # no block, none that ends, a word of another library, a template
        ("bin/ask.rb", _INLINE.replace("gemfile", "groupfile"), []),
        ("bin/ask.rb", _INLINE.replace("\nend", ""), []),
        ("bin/ask.rb", _INLINE.replace("bundler/inline", "json"), []),
        ("template.rb", 'gem "acme", "1.2"\n', []),
        ("plugin.rb", 'gem "acme"\n', []),
    ],
)
def test_gems_that_a_script_brings(path: str, text: str, expected: list[str]) -> None:
    assert [one for one in rows("ruby", text, path) if one.endswith(("runtime", "dev"))] == expected


# Facts of real files, read by hand and set in our own arrangement.
REAL = [
    (
        "prometheus/prometheus go.mod, go.work: members, a version replaced by itself",
        "go-work",
        "go 1.25\n\nuse (\n\t.\n\t./acme\n)\n\nreplace cloud.acme.com/go => cloud.acme.com/go v0.123.0\n",
        ["8:30 cloud.acme.com/go v0.123.0 v0.123.0 runtime"],
    ),
    (
        "tmc/langchaingo go.mod: a third block asks directly, +incompatible versions",
        "go-mod",
        (
            "module example.org/chain\n\nrequire (\n\tcloud.acme.com/go/ai v0.3.0 // indirect\n\tgithub.com/acme/docker v25.0.3+incompatible // indirect\n)\n\n"
            "require (\n\tcloud.acme.com/go/vertex v0.7.1\n)\n"
        ),
        [
            "1:8 example.org/chain - - own",
            "4:2 cloud.acme.com/go/ai v0.3.0 v0.3.0 transitive",
            "5:2 github.com/acme/docker v25.0.3+incompatible v25.0.3+incompatible transitive",
            "9:2 cloud.acme.com/go/vertex v0.7.1 v0.7.1 runtime",
        ],
    ),
    (
        "0xPlaygrounds/rig Cargo.toml: members are optional dependencies of the root",
        "cargo-toml",
        (
            '[package]\nname = "chain"\n[workspace.dependencies]\nacme-runtime = "1.124"\n[dependencies]\n'
            'chain-acme = { path = "crates/acme", version = "0.42.0", optional = true }\n'
        ),
        ["2:9 chain - - own", "4:1 acme-runtime 1.124 - runtime", "6:1 chain-acme 0.42.0 - optional"],
    ),
    (
        "zurawiki/gptcommit Cargo.toml: features of one package name another",
        "cargo-toml",
        '[dependencies]\ntokens = { version = "0.6.0", features = ["async-acme"] }\nasync-acme = "0.14.2"\n',
        ["3:1 async-acme 0.14.2 - runtime"],
    ),
    (
        "alexrudall/ruby-openai Gemfile: a gem whose name ends alike",
        "gemfile",
        'source "https://example.org"\n\n# Include gem dependencies from acme.gemspec\ngemspec\n\ngem "byebug", "~> 11.1.3"\ngem "rake", "~> 13.2"\n',
        [],
    ),
    (
        "patterns-ai-core/langchainrb langchain.gemspec: optional clients as development dependencies",
        "gemspec",
        (
            'Gem::Specification.new do |spec|\n  spec.name = "chainrb"\n  spec.add_dependency "baran", "~> 0.1.9"\n'
            '  spec.add_development_dependency "acme-ai", \'~> 3.2.0\'\n  spec.add_development_dependency "rdiscount" # for acme\nend\n'
        ),
        ["2:16 chainrb - - own", "4:36 acme-ai ~> 3.2.0 - dev"],
    ),
    (
        "openai-php/laravel composer.json: keywords and providers name the vendor",
        "composer-json",
        (
            '{"name": "acme-php/laravel", "keywords": ["acme"], "require": {"acme-php/client": "^0.19.0"},\n'
            '"extra": {"laravel": {"providers": ["Acme\\\\Laravel\\\\Provider"]}}}'
        ),
        ["1:11 acme-php/laravel - - own", "1:65 acme-php/client ^0.19.0 - runtime"],
    ),
    (
        "brainlid/langchain mix.exs: module groups of the documentation",
        "mix-exs",
        'defmodule A do\n  [app: :chain]\n  [{:ecto, "~> 3.10 or ~> 3.11"}, {:acme, "~> 1.8", only: :test}]\n  ["Chat Models": [Chain.ChatAcme]]\nend\n',
        ["2:10 chain - - own", "3:37 acme ~> 1.8 - dev"],
    ),
    (
        "davidmigloz/langchain_dart pubspec.yaml: versions with a build part",
        "pubspec",
        "name: chain_acme\ntopics:\n  - acme\nenvironment:\n  sdk: '>=3.0.0 <4.0.0'\ndependencies:\n  acme_dart: ^0.3.2+1\n  acme_core: 0.2.0+1\n",
        ["1:7 chain_acme - - own", "7:3 acme_dart ^0.3.2+1 - runtime", "8:3 acme_core 0.2.0+1 0.2.0+1 runtime"],
    ),
    (
        "SwiftPM: what targets are called is one's own; what they depend on is not",
        "swift-package",
        (
            'let package = Package(\n    name: "Shop",\n    products: [.library(name: "Kit", targets: ["Kit"])],\n'
            '    targets: [.target(name: "Acme"), .target(\n        name: "Kit", dependencies: [.target(name: "Acme"),\n'
            '        .product(name: "Globex", package: "globex-swift")]), .testTarget(name: "KitTests")]\n)\n'
        ),
        ["2:12 Shop - - own", "3:32 Kit - - own", "4:30 Acme - - own"],
    ),
    (
        "MacPaw/OpenAI Package.swift: products and targets bear the package's own name",
        "swift-package",
        (
            'let package = Package(\n    name: "Acme",\n    products: [.library(name: "Acme", targets: ["Acme"])],\n'
            '    targets: [.target(name: "Acme", dependencies: [])]\n)\n'
        ),
        ["2:12 Acme - - own"],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), [row[1:] for row in REAL], ids=[row[0] for row in REAL])
def test_as_in_public_repositories(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text) == expected
