"""From a file's name to its format. In: a POSIX path. Out: a format word, or "" for files that say nothing to us.

The words are the keys of `extract.FORMATS`; they name file formats, never products.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.discover.lazily import Lazy

NAMES = {
    "ai-audit.toml": "",  # our own settings name providers and models, they use none
    ".ai-audit.toml": "",
    "pyproject.toml": "pyproject",
    "setup.cfg": "setup-cfg",
    "setup.py": "setup-py",
    "pipfile": "pipfile",
    "pipfile.lock": "pipfile-lock",
    "poetry.lock": "poetry-lock",
    "uv.lock": "uv-lock",
    "pdm.lock": "pdm-lock",
    "pylock.toml": "pylock",
    "environment.yml": "conda-env",
    "environment.yaml": "conda-env",
    "package.json": "package-json",
    "package-lock.json": "package-lock",
    "npm-shrinkwrap.json": "package-lock",
    "yarn.lock": "yarn-lock",
    "pnpm-lock.yaml": "pnpm-lock",
    "pnpm-workspace.yaml": "pnpm-workspace",
    "bun.lock": "bun-lock",
    "deno.json": "deno-json",
    "deno.jsonc": "deno-json",
    "go.mod": "go-mod",
    "go.work": "go-work",
    "cargo.toml": "cargo-toml",
    "cargo.lock": "cargo-lock",
    "pom.xml": "pom",
    "build.gradle": "gradle",
    "build.gradle.kts": "gradle",
    "settings.gradle": "gradle",
    "settings.gradle.kts": "gradle",
    "libs.versions.toml": "gradle-catalog",
    "build.mill": "sbt",
    "build.sc": "sbt",
    "directory.packages.props": "msbuild",
    "directory.build.props": "msbuild",
    "packages.lock.json": "nuget-lock",
    "packages.config": "packages-config",
    "gemfile": "gemfile",
    "gems.rb": "gemfile",
    "gemfile.lock": "gemfile-lock",
    "composer.json": "composer-json",
    "composer.lock": "composer-lock",
    "mix.exs": "mix-exs",
    "mix.lock": "mix-lock",
    "pubspec.yaml": "pubspec",
    "pubspec.lock": "pubspec-lock",
    "package.swift": "swift-package",
    "package.resolved": "swift-resolved",
    "dockerfile": "dockerfile",
    "containerfile": "dockerfile",
    "modelfile": "modelfile",
    "jenkinsfile": "groovy",
    "makefile": "shell",
    "justfile": "shell",
    "procfile": "shell",
    "oai_config_list": "json",
    ".flaskenv": "env",
    ".dev.vars": "env",
    "rakefile": "ruby",
    "vagrantfile": "ruby",
    "podfile": "ruby",
    "tiltfile": "python",
}

SUFFIXES = {
    "py": "python", "pyi": "python", "pyw": "python", "pyx": "python", "bzl": "python", "ipynb": "notebook",
    "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript", "ts": "typescript",
    "mts": "typescript", "cts": "typescript", "tsx": "typescript", "vue": "vue", "svelte": "svelte", "astro": "svelte",
    "html": "vue", "htm": "vue",
    "go": "go", "java": "java", "kt": "kotlin", "kts": "kotlin", "scala": "scala", "sbt": "sbt", "groovy": "groovy",
    "gradle": "gradle", "cs": "csharp", "csx": "csharp", "cshtml": "csharp", "razor": "csharp", "fs": "csharp",
    "fsx": "csharp", "vb": "csharp", "rb": "ruby", "rake": "ruby", "podspec": "ruby", "php": "php", "rs": "rust",
    "swift": "swift", "dart": "dart", "ex": "elixir", "exs": "elixir", "sh": "shell", "bash": "shell", "zsh": "shell",
    "fish": "shell", "ps1": "shell", "psm1": "shell", "bat": "shell", "cmd": "shell", "mk": "shell", "sql": "sql",
    "yaml": "yaml", "yml": "yaml", "json": "json", "jsonc": "json", "json5": "json", "toml": "toml", "ini": "ini",
    "cfg": "ini", "conf": "ini", "properties": "properties", "env": "env", "envrc": "env", "xml": "xml", "config": "xml",
    "plist": "xml", "service": "ini", "tf": "hcl", "tfvars": "hcl", "hcl": "hcl", "bicep": "bicep", "bicepparam": "bicep",
    "tpl": "yaml", "dockerfile": "dockerfile", "modelfile": "modelfile", "baml": "baml", "md": "markdown", "mdx": "markdown",
    "mdc": "markdown", "markdown": "markdown", "rst": "markdown", "adoc": "markdown", "qmd": "markdown", "rmd": "markdown",
    "prompty": "markdown", "prompt": "markdown", "txt": "text", "csproj": "msbuild", "fsproj": "msbuild", "vbproj": "msbuild",
    "props": "msbuild", "targets": "msbuild", "gemspec": "gemspec", "gguf": "gguf", "safetensors": "safetensors",
    "pbxproj": "xcode-project", "target": "target",
}  # fmt: skip

LOCKFILES = frozenset(
    "pipfile-lock poetry-lock uv-lock pdm-lock pylock package-lock yarn-lock pnpm-lock bun-lock cargo-lock nuget-lock "
    "gemfile-lock composer-lock mix-lock pubspec-lock swift-resolved".split()
)

# Manifests are read even without a needle: they name the project itself and mark the roots of a workspace.
MANIFESTS = frozenset(
    "pyproject setup-cfg setup-py pipfile requirements conda-env package-json pnpm-workspace deno-json go-mod go-work "
    "cargo-toml pom gradle gradle-catalog sbt msbuild packages-config gemfile gemspec composer-json mix-exs pubspec "
    "swift-package".split()
)

BINARY = frozenset({"gguf", "safetensors"})

_REQUIREMENTS = Lazy(r"(^|[/_.-])(requirements?|constraints?)([-_.][^/]*)?\.(txt|in)$|(^|/)requirements/[^/]+\.(txt|in)$")
_META_BUILD = Lazy(r"^(?!.*\bsrc/)(.*/)?project/[^/]+$")  # `project/Dependencies.scala`, part of an sbt build
_BUILDS = re.compile(rb"^[ \t]*(?:import|package)[ \t]+(?:_root_\.)?sbt\b|\"\s{0,80}%{1,3}\s{0,80}\"", re.MULTILINE)
_DOTENV = Lazy(r"\.env([.-].*)?|env(\.[^.]+)?|.*\.env(\.[^.]*)?")
_NAMED = Lazy(
    r"(?P<dockerfile>(docker|container)file[.-].*)|(?P<modelfile>modelfile[.-].*)|(?P<groovy>jenkinsfile[.-].*)|"
    r"(?P<conda>environment[-_.][^.]*\.ya?ml|conda[-_.]?(env|environment)?\.ya?ml)|(?P<pylock>pylock\..*\.toml)"
)
_NAMED_FORMATS = {"conda": "conda-env"}
_PLAIN = frozenset(
    "py js ts tsx jsx mjs go java kt cs rb rs php swift scala dart json md vue svelte ipynb".split()
)  # no name overrules
_PAGES = frozenset("ejs hbs handlebars twig".split())  # not `x.ts.hbs`, which makes a file of another kind
_PAGE_ENDS = tuple(f".{suffix}" for suffix in _PAGES)
_PAGE = re.compile(rb"<(?:html|head|body|main|div|form|label|select|option|button|input|script)[\s>]", re.IGNORECASE)
_WRAPPED = frozenset("example sample template tmpl tpl dist default j2 jinja jinja2 erb".split())  # `config.yaml.example`


def format_of(path: str) -> str:
    """The format word of a path, "" when nothing of it can be read for evidence."""
    name = path.rpartition("/")[2].lower()
    known = NAMES.get(name)
    if known is not None:
        return known
    stem, dot, suffix = name.rpartition(".")
    if suffix in _PLAIN:
        return "sbt" if suffix == "scala" and _META_BUILD.stands_in(path) else SUFFIXES[suffix]
    if suffix in _PAGES:
        return SUFFIXES["html"] if format_of(stem) in {"", SUFFIXES["html"]} else ""
    if suffix in {"txt", "in"} and _REQUIREMENTS.stands_in(path.lower()):
        return "requirements"
    if name.startswith(("docker", "container", "model", "jenkins", "env", "conda", "pylock")):
        found = _NAMED.pattern.fullmatch(name)
        if found and found.lastgroup:
            return _NAMED_FORMATS.get(found.lastgroup, found.lastgroup)
    by_suffix = SUFFIXES.get(suffix, "") if dot else ""
    if by_suffix and suffix != "tpl":
        return by_suffix
    if "env" in name and _DOTENV.names(name):
        return "env"
    if suffix in _WRAPPED and stem.rpartition(".")[2] not in _WRAPPED:
        return format_of(stem) or by_suffix
    return by_suffix


def format_within(path: str, format_: str, data: bytes) -> str:
    """The format that contents show where a path says too little: a package may be called `project` too."""
    if path.lower().endswith(_PAGE_ENDS) and not _PAGE.search(data):
        return "text"  # templates of prompts and mails are called the same
    return "scala" if format_ == "sbt" and path.endswith(".scala") and not _BUILDS.search(data) else format_
