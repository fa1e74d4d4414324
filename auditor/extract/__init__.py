"""Room 2: what is written in a file. In: a `SourceFile`. Out: `Evidence` in the words of its format, no vendor known.

A file is parsed only when the prefilter hit it (or it is a manifest). Each module reads one family of formats and offers
`read(file) -> Iterator[Evidence | Ignore]`. Modules are imported when the first file of their format comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from auditor.records import Evidence, Ignore, SourceFile

Reader = Callable[[SourceFile], Iterator[Evidence | Ignore]]

_MODULES: tuple[tuple[str, str], ...] = (
    ("python", "python"),
    ("notebook", "notebook"),
    ("source", "javascript typescript vue svelte go java kotlin scala groovy csharp"),
    ("source", "ruby php rust swift dart elixir shell sql baml"),
    ("requirements", "requirements"),
    ("pyproject", "pyproject pipfile"),
    ("setup_files", "setup-cfg setup-py"),
    ("conda", "conda-env"),
    ("node_manifests", "package-json deno-json pnpm-workspace"),
    ("pom", "pom target"),
    ("gradle", "gradle gradle-catalog"),
    ("sbt", "sbt"),
    ("dotnet_manifests", "msbuild packages-config"),
    ("go_mod", "go-mod go-work"),
    ("cargo_toml", "cargo-toml"),
    ("ruby_manifests", "gemfile gemspec"),
    ("other_manifests", "composer-json mix-exs pubspec swift-package xcode-project"),
    ("lockfiles", "pipfile-lock poetry-lock uv-lock pdm-lock pylock package-lock yarn-lock pnpm-lock bun-lock"),
    ("lockfiles", "cargo-lock nuget-lock gemfile-lock composer-lock mix-lock pubspec-lock swift-resolved"),
    ("yamls", "yaml"),
    ("jsons", "json"),
    ("tomls", "toml"),
    ("pairs", "env properties ini"),
    ("xmls", "xml"),
    ("blocks", "hcl bicep"),
    ("dockerfile", "dockerfile"),
    ("modelfile", "modelfile"),
    ("prose", "markdown text"),
    ("weights", "gguf safetensors"),
)

FORMATS: dict[str, str] = {name: module for module, names in _MODULES for name in names.split()}

_readers: dict[str, Reader] = {}


def reader_of(format_: str) -> Reader | None:
    """The reader of a format word, None for formats that nothing reads."""
    module = FORMATS.get(format_)
    if module is None:
        return None
    reader = _readers.get(module)
    if reader is None:
        reader = _readers[module] = import_module(f"auditor.extract.{module}").read
    return reader
