"""From a file's name to its format. In: a POSIX path. Out: a format word, or "" for files that say nothing to us.

The words are the keys of `extract.FORMATS`; they name file formats, never products.
"""

from __future__ import annotations

import re

NAMES = {
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
    ".aider.conf.yml": "yaml",
    ".continuerc.json": "json",
}

SUFFIXES = {
    "py": "python", "pyi": "python", "pyw": "python", "ipynb": "notebook",
    "js": "javascript", "mjs": "javascript", "cjs": "javascript", "jsx": "javascript",
    "ts": "typescript", "mts": "typescript", "cts": "typescript", "tsx": "typescript",
    "vue": "vue", "svelte": "svelte", "astro": "svelte",
    "go": "go", "java": "java", "kt": "kotlin", "kts": "kotlin", "scala": "scala", "groovy": "groovy",
    "cs": "csharp", "fs": "csharp", "vb": "csharp", "rb": "ruby", "rake": "ruby", "php": "php", "rs": "rust", "swift": "swift", "dart": "dart",
    "ex": "elixir", "exs": "elixir", "sh": "shell", "bash": "shell", "zsh": "shell", "ps1": "shell", "bat": "shell", "mk": "shell",
    "sql": "sql",
    "yaml": "yaml", "yml": "yaml", "json": "json", "jsonc": "json", "json5": "json", "toml": "toml",
    "ini": "ini", "cfg": "ini", "conf": "ini", "properties": "properties", "env": "env", "envrc": "env",
    "xml": "xml", "config": "xml", "tf": "hcl", "tfvars": "hcl", "hcl": "hcl", "bicep": "bicep", "bicepparam": "bicep",
    "tpl": "yaml", "dockerfile": "dockerfile", "modelfile": "modelfile", "baml": "baml",
    "md": "markdown", "mdx": "markdown", "mdc": "markdown", "markdown": "markdown", "rst": "markdown", "adoc": "markdown",
    "prompty": "markdown", "prompt": "markdown", "txt": "text",
    "csproj": "msbuild", "fsproj": "msbuild", "vbproj": "msbuild", "props": "msbuild", "targets": "msbuild",
    "gemspec": "gemspec", "gguf": "gguf", "safetensors": "safetensors",
}  # fmt: skip

LOCKFILES = frozenset(
    "pipfile-lock poetry-lock uv-lock pdm-lock pylock package-lock yarn-lock pnpm-lock bun-lock cargo-lock nuget-lock "
    "gemfile-lock composer-lock mix-lock pubspec-lock swift-resolved".split()
)

# Manifests are read even without a needle: they name the project itself and mark the roots of a workspace.
MANIFESTS = frozenset(
    "pyproject setup-cfg setup-py pipfile requirements conda-env package-json pnpm-workspace deno-json go-mod go-work "
    "cargo-toml pom gradle gradle-catalog msbuild packages-config gemfile gemspec composer-json mix-exs pubspec "
    "swift-package".split()
)

BINARY = frozenset({"gguf", "safetensors"})

_REQUIREMENTS = re.compile(r"(^|[/_.-])(requirements?|constraints?)([-_.][^/]*)?\.(txt|in)$|/requirements/[^/]+\.(txt|in)$")
_DOTENV = re.compile(r"(^|\.)env([.-][^/]*)?$|\.env(\.[^/]*)?$")
_DOCKERFILE = re.compile(r"^(dockerfile|containerfile)[.-]|\.(dockerfile|containerfile)$")


def format_of(path: str) -> str:
    """The format word of a path, "" when nothing of it can be read for evidence."""
    lower = path.lower()
    name = lower.rpartition("/")[2]
    known = NAMES.get(name)
    if known:
        return known
    if name.endswith((".txt", ".in")) and _REQUIREMENTS.search(lower):
        return "requirements"
    if "env" in name and _DOTENV.search(name):
        return "env"
    if _DOCKERFILE.search(name):
        return "dockerfile"
    dot = name.rfind(".")
    return SUFFIXES.get(name[dot + 1 :], "") if dot >= 0 else ""
