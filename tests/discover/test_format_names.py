"""File names and their formats, the tempting ones first."""

from __future__ import annotations

import pytest

from auditor.discover.formats import format_of, format_within

CASES = {
    "python": "env.py settings.py.example Tiltfile a/b.pyi defs.bzl",
    "typescript": "src/env.ts next-env.d.ts environment.prod.ts .env.ts",
    "javascript": "env.mjs a.cjs",
    "env": ".env .env.example .env.production.local prod.env env.example foo.env.template .envrc .flaskenv env",
    "dockerfile": "Dockerfile Dockerfile.dev api.dockerfile Containerfile",
    "requirements": "requirements.txt requirements-dev.txt requirements/base.txt dev-requirements.in constraints.txt a/requirements/x.txt",
    "text": "reqs.txt prompts/system.txt",
    "conda-env": "environment.yml environment-gpu.yaml conda.yaml",
    "vue": "App.vue index.html page.htm app/views/chat.html.erb templates/base.html.j2 views/setup.ejs page.html.twig p.hbs",
    "yaml": "compose.yaml docker-compose.yml values.yaml config.yaml.example _helpers.tpl deployment.yaml.j2 llm.yml.erb",
    "pylock": "pylock.toml pylock.dev.toml",
    "modelfile": "Modelfile Modelfile.q4",
    "groovy": "Jenkinsfile Jenkinsfile.prod",
    "gradle": "build.gradle.kts libs.gradle",
    "sbt": "build.sbt project/Dependencies.scala svc/project/Deps.scala project/plugins.sbt build.mill",
    "scala": "src/main/scala/project/Model.scala App.scala project/src/App.scala project/sub/App.scala",
    "target": "releng/own.target",
    "package-lock": "web/package-lock.json",
    "": "a.png LICENSE .example .environment a.in config.bak x.example.example noext route.ts.hbs conf.yaml.twig",
}


@pytest.mark.parametrize(("path", "expected"), [(path, word) for word, paths in CASES.items() for path in paths.split()])
def test_format(path: str, expected: str) -> None:
    assert format_of(path) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("views/a.ejs", b"<p>x</p>\n<option value='acme-1'>", "vue"),
        ("views/a.HBS", b"<DIV\nclass='x'>", "vue"),
        ("prompts/a.hbs", b"You are acme-1. {{#if x}}<context>{{x}}</context>{{/if}}", "text"),
        ("index.html", b"acme", "vue"),
    ],
)
def test_a_template_is_a_page_when_it_holds_markup(path: str, text: bytes, expected: str) -> None:
    assert format_within(path, format_of(path), text) == expected
