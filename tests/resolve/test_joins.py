"""What evidence means together: tiny repositories, read whole, against the invented catalog. Positive and tempting cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import repositories
from repositories import INVENTED, catalog

from auditor.records import DECIDING, Inventory, Role

Tree = dict[str, str]


def inventory(tmp_path: Path, files: Tree) -> Inventory:
    return repositories.inventory(tmp_path, files, catalog(INVENTED))


RUBY = "class Chat\n  def go = ::Acme::Client.new(token: t).chat(parameters: { stream: true })\nend\n"

SET = 'Acme.configure do |config|\n  config.uri_base = "https://api.globex.example/v1"\nend\n'

COLONS = 'class A {{ string F(C config) => config["{}"] + config["{}"] + G(model: "acme-3-large"); }}\n'

NOBODY: dict[str, Tree] = {
    "a class of one's own that no gem brings": {"app/chat.rb": RUBY},
    "a class of one's own inside a name space": {"app/chat.rb": RUBY.replace("::Acme", "Shop::Acme")},
    "settings of one's own under that name": {"app.properties": "globex.tracing.enabled=true\nglobex.requests.temperature=0.3\n"},
    "a variable any server could have": {
        "run.py": 'import os\nurl = os.environ["GLOBEX_URL"]\nport = os.environ["WONKA_PORT"]\n'
    },
    "variables of whoever speaks that protocol": {
        "run.py": 'import os\nurl = os.environ["GLOBEX_COMPATIBLE_BASE_URL"]\nkey = os.environ["GLOBEX_API_COMPAT_KEY"]\n',
        ".env": "GLOBEX_LIKE_API_KEY=x\nMY_GLOBEX_COMPATIBLE_MODEL=y\n",
    },
    "keys behind colons elsewhere": {"package.json": '{"scripts": {"globex:token": "node t.js"}}\n'},
    "labels of fields": {"res/messages.properties": "settings.globex.api-key=Key\nsettings.globex.base-url=Address\n"},
    "labels of fields, called a model": {
        "src/de.json": '{"settings": {"globex": {"gen_model": "Chat Modell", "base_url": "Wo es steht"}}}'
    },
    "keys of translations": {
        "requirements.txt": "x==1\n",
        "K.kt": 'val a = message("globex.settings.api.key")\nval b = Messages.get("globex.api.key")\nval c = f("globex.error.api.key")\n',
    },
    "modules written like key paths": {"conf.py": 'names = ["globex.api", "globex.db.v2.models"]\n'},
    "a module beside the script": {"globex.py": "def info(): ...\n", "bin/run.py": "import globex\nglobex.info(1)\n"},
    "a package of one's own": {"setup.py": 'from setuptools import setup\nsetup(name="globex")\n', "a/b.py": "import globex\n"},
    "a package that imports itself": {
        "globex/__init__.py": "from globex.core import Client\n",
        "globex/core.py": "import globex\nglobex.Client().chat(stream=True)\n",
    },
    "names that the author chose": {
        "main.tf": 'module "globex" {\n  source = "./m"\n  name   = "globex"\n  model_count = 1\n}\n'
    },
    "a port of any server": {"a.go": 'package a\n\nvar dsn = "user@127.0.0.1:4242"\nvar addr = "127.0.0.1:4242"\n'},
    "a whole cloud's SDK beside a list of providers": {
        "s.py": 'import vandelay\nclient = vandelay.client("storage")\nclient.list()\n',
        "kinds.py": 'class Kind:\n    VANDELAY = "vandelay-models"\n',
        "requirements.txt": "vandelay-cloud==2\n",
    },
    "an ordinary word in a remark beside the cloud's SDK": {
        "s.py": '"""Keeps what the glimmer service answered."""\nimport vandelay\nc = vandelay.client("storage")\nc.list()\n',
        "requirements.txt": "vandelay-cloud==1\n",
    },
    "an ordinary word far from the cloud's SDK": {
        "requirements.txt": "vandelay-cloud==1\n",
        "s.py": 'import vandelay\nclient = vandelay.client("storage")\nclient.list()\n',
        "choices.py": 'KIND = ["models", "files"]\n',
    },
    "an account of another kind": {
        "infra/main.tf": 'resource "vandelay_account" "a" {\n  kind = "Storage"\n}\n',
        "app.py": 'NAME = "Models"\n',
    },
    "a whole cloud's SDK": {"s.py": 'import vandelay\nclient = vandelay.client("storage")\nclient.list()\n'},
}


@pytest.mark.parametrize("files", NOBODY.values(), ids=NOBODY)
def test_nobody_is_in_use(files: Tree, tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert (found.providers, found.packages, found.models, found.sites) == ((), (), (), ())


OPTIONS = """package a

import (
	"github.com/acme/acme-go"
	"github.com/acme/acme-go/oscorp"
)

func open() {
	opts := []acme.Option{oscorp.WithEndpoint("x")}
	client := acme.NewClient(opts...)
}
"""


COMPOSE = """services:
  backend:
    image: hooli/hooli:1.2
  ui:
    image: shop/ui:1
    environment:
      - ACME_API_KEY=none
      - ACME_API_BASE_URL=http://backend:8000/v1
"""
LISTED = """kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: a
          env:
            - name: ACME_API_KEY
              valueFrom: {secretKeyRef: {name: s, key: k}}
            - name: ACME_BASE_URL
              value: http://llm.internal:8000/v1
        - name: b
          env:
            - {name: GLOBEX_API_KEY, value: x}
"""
SPOKEN = "llm:\n  provider: acme\n  model: x\n  base_url: http://hooli:4242/v1\n"
ONE_LINE = 'acme.Client(base_url="https://api.globex.example/v1").chat.create(model="globex-2")'

SHOWN: dict[str, tuple[Tree, set[str]]] = {
    "a getter of something else's": ({"a.py": "import chainworks\nstore = chainworks.Store()\nstore.get_globex(1)\n"}, set()),
    "a getter of a client": ({"a.py": "import chainworks\nmodel = chainworks.get_globex_model()\n"}, {"globex"}),
    "a module's own address is for all its calls": (
        {"a.py": 'import acme\nacme.api_base = "https://api.globex.example/v1"\nacme.Chat.create(stream=True)\n'},
        {"globex"},
    ),
    "an address that a branch sets": (
        {"a.py": 'import acme\nif x:\n    acme.api_base = "https://api.globex.example/v1"\nacme.Chat.create(stream=True)\n'},
        {"acme", "globex"},
    ),
    "the calls of another file": (
        {
            "a.py": 'import acme\nacme.api_base = "https://api.globex.example/v1"\nacme.Chat.create(stream=True)\n',
            "b.py": "import acme\nacme.Chat.create(stream=True)\n",
        },
        {"acme", "globex"},
    ),
    "a gem is configured for all files": (
        {"Gemfile": 'gem "acme-ruby"\n', "a.rb": RUBY, "b.rb": SET},
        {"globex"},
    ),
    "something else is configured": (
        {"Gemfile": 'gem "acme-ruby"\n', "a.rb": RUBY, "b.rb": SET.replace("Acme", "Shop")},
        {"acme", "globex"},
    ),
    "a maker's module that only moves files": ({"a.py": "import acme.files\nacme.files.upload(1)\n"}, set()),
    "a maker's class in a module of many": ({"a.py": "import chainworks\nchainworks.ChatAcme(1)\n"}, {"acme"}),
    "a variable and the port of it": (
        {"a.py": 'import os\nurl = os.environ["HOOLI_URL"]\naddress = "localhost:4242"\n'},
        {"hooli-local"},
    ),
    "a container that code describes": (
        {"A.cs": 'builder.AddResource(r).WithImage("hooli/hooli", tag: "1.2");\n'},
        {"hooli-local"},
    ),
    "a container under a class": ({"A.java": 'var c = new GenericContainer<>("hooli/hooli:1.2");\n'}, {"hooli-local"}),
    "settings behind colons": ({"A.cs": COLONS.format("Ai:Globex:ApiKey", "Acme:ApiKey")}, {"acme", "globex"}),
    "settings of one's own behind colons": ({"A.cs": COLONS.format("Globex:Endpoint", "Vault:ApiKey")}, set()),
    "a folder called like an image": ({"A.cs": 'files.Open("hooli/hooli"); var image = Load("hooli/hooli.png");\n'}, set()),
    "a variable and a key path of it": ({"a.py": 'import os\nurl = os.environ["HOOLI_URL"]\nname = "hooli.url"\n'}, set()),
    "a maker's client that another's key opens": (
        {"a.py": 'import os, acme\nclient = acme.Client(api_key=os.environ["OSCORP_API_KEY"])\n'},
        {"oscorp"},
    ),
    "a maker's client that another's key opens, read before": (
        {"a.py": 'import os, acme\nkey = os.environ["OSCORP_API_KEY"]\nclient = acme.Client(api_key=key)\n'},
        {"oscorp"},
    ),
    "a cloud's class whose address is called after the maker": (
        {
            "a.py": 'import os\nfrom acme import OscorpAcme\nc = OscorpAcme(base_url=os.environ["ACME_BASE_URL"])\nc.chat.create()\n'
        },
        {"acme", "oscorp"},
    ),
    "a maker's client beside another's key": (
        {"a.py": 'import os, acme\nkey = os.environ["OSCORP_API_KEY"]\nclient = acme.Client()\n'},
        {"acme", "oscorp"},
    ),
    "a maker's client that either key opens": (
        {"a.py": 'import os, acme\nc = acme.Client(api_key=os.getenv("ACME_API_KEY") or os.environ["OSCORP_API_KEY"])\n'},
        {"acme", "oscorp"},
    ),
    "a declared package named as the module": (
        {
            "requirements.txt": "chainworks-globex-chat==1\nchainworks==1\n",
            "a.py": "from chainworks.globex.chat import Chat\nChat()\n",
        },
        {"globex"},
    ),
    "a module of the roof": (
        {"requirements.txt": "chainworks-globex==1\nchainworks==1\n", "a.py": "from chainworks.tools.chat import Chat\nChat()\n"},
        {"globex"},
    ),
    "a class of a framework for a provider": (
        {"a.py": "from chainworks import AcmeEmbeddingFunction, GlobexEncoder\nAcmeEmbeddingFunction()\nGlobexEncoder()\n"},
        {"acme", "globex"},
    ),
    "a module for documents": ({"a.py": "from chainworks.document_acme import Cutter\nCutter()\n"}, set()),
    "a class that is about a provider's things": (
        {"a.py": "from chainworks import AcmeFileLoader, UsageOfGlobex\nAcmeFileLoader()\nUsageOfGlobex()\n"},
        set(),
    ),
    "an agent's own wrapper of another's models": (
        {"a.py": 'from acme_agents import GlobexServerModel\nGlobexServerModel("m")\n'},
        {"acme", "globex"},
    ),
    "the vendor that a framework is told": ({"a.py": 'import chainworks\nchainworks.load("wonka/wonka-3-bar")\n'}, {"wonka"}),
    "the id of a provider": ({"a.ts": 'export const settings = { providerId: "oscorp" };\n'}, {"oscorp"}),
    "a maker's name at a platform": ({"a.ts": 'const vendorOscorp = "oscorp";\n'}, set()),
    "a cloud's part of a maker's SDK": ({"a.go": OPTIONS}, {"oscorp"}),
    "a function of a maker's SDK for a cloud": (
        {
            "a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nvar c = acme.NewClientWithConfig(acme.DefaultOscorpConfig(key))\n'
        },
        {"acme", "oscorp"},
    ),
    "a platform that an SDK's own word names": (
        {"a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nvar o = acme.Options{Backend: acme.BackendOscorpAI}\n'},
        {"acme", "oscorp"},
    ),
    "a platform that a setter names": (
        {"a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nvar c = acme.New(acme.WithAPIType(acme.APITypeOscorp))\n'},
        {"acme", "oscorp"},
    ),
    "a platform that is only asked for": (
        {"a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nfunc f() bool { return o.Backend == acme.BackendOscorp }\n'},
        {"acme"},
    ),
    "a member that is called otherwise": (
        {"a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nvar o = acme.Options{Backend: acme.OscorpStore}\n'},
        {"acme"},
    ),
    "a platform before another": (
        {"a.go": 'package a\n\nimport "github.com/acme/acme-go"\n\nvar o = acme.Options{Backend: acme.BackendOscorpUmbrella}\n'},
        {"acme"},
    ),
    "somebody else's backend": (
        {"a.go": 'package a\n\nimport "github.com/shop/own"\n\nvar o = own.Options{Backend: own.BackendOscorp}\n'},
        set(),
    ),
    "a cloud's part beside the maker's own key": (
        {"a.go": OPTIONS.replace("\tclient :=", "\topts = append(opts, acme.WithKey(key))\n\tclient :=")},
        {"acme", "oscorp"},
    ),
    "a whole cloud's SDK with the word that tells": (
        {
            "s.py": 'import vandelay\nclient = vandelay.client("storage")\n',
            "b.py": 'import vandelay\nclient = vandelay.client("vandelay-models")\n',
            "requirements.txt": "vandelay-cloud==2\n",
        },
        {"vandelay"},
    ),
    "the same variable beside a sure one": (
        {"run.py": 'import os\nkey = os.environ["GLOBEX_API_KEY"]\nurl = os.environ["GLOBEX_URL"]\n'},
        {"globex"},
    ),
    "a declared package hides behind no file": (
        {"requirements.txt": "globex==1\n", "globex.py": "", "a.py": "import globex\n"},
        {"globex"},
    ),
    "a file that is called like what it imports": (
        {"llm/__init__.py": "", "llm/globex.py": "import globex\nglobex.Client()\n"},
        {"globex"},
    ),
    "examples in a folder of that name": (
        {"examples/globex/__init__.py": "", "examples/globex/chat.py": "import globex\n"},
        {"globex"},
    ),
    "the variable before the key path": (
        {"app.properties": "spring.globex.chat.model=${OSCORP_API_KEY:x}\n"},
        {"oscorp"},
    ),
    "the cloud's client, not its storage": (
        {
            "a.py": 'import vandelay\nclient = vandelay.client("models-runtime")\n',
            "s.py": 'import vandelay\nvandelay.client("s3")\n',
        },
        {"vandelay"},
    ),
    "the kind of an account, a default beside it": (
        {
            "infra/main.tf": 'resource "vandelay_account" "a" {\n  kind = var.kind\n}\n',
            "infra/variables.tf": 'variable "kind" {\n  default = "Models"\n}\n',
        },
        {"vandelay"},
    ),
    "a class of the maker's SDK for a cloud": (
        {"a.py": 'from globex import OscorpGlobex\nclient = OscorpGlobex()\nclient.chat(model="globex-2")\n'},
        {"oscorp"},
    ),
    "a cloud beside a model": ({"a.yaml": "llm:\n  provider: bluth\n  model: sage-8b\n"}, {"bluth"}),
    "a client made, redirected and called in one expression": (
        {"a.py": f"import acme\n{ONE_LINE}\n"},
        {"globex"},
    ),
    "only the client that is redirected": (
        {"a.py": f'import acme\n{ONE_LINE}\nacme.Client().chat.create(model="acme-3-large")\n'},
        {"acme", "globex"},
    ),
    "the address of another client": (
        {
            "a.py": 'import acme\nacme.Client().chat.create(model="acme-3-large", tools=[tool(base_url="https://api.globex.example")])\n'
        },
        {"acme", "globex"},
    ),
    "made, redirected and called in other languages": (
        {
            "a.ts": 'import Acme from "@acme/sdk";\nnew Acme({ baseURL: "https://api.globex.example/v1" }).chat.create({ stream: true });\n'
        },
        {"globex"},
    ),
    "made straight and called in other languages": (
        {"a.ts": 'import Acme from "@acme/sdk";\nnew Acme({ timeout: 3 }).chat.create({ stream: true });\n'},
        {"acme"},
    ),
    "a view of a redirected client": (
        {"a.py": f"import acme\nc = {ONE_LINE.partition('.chat')[0]}.with_options(timeout=3)\nc.chat.create(stream=True)\n"},
        {"globex"},
    ),
    "a service of the same network": ({"compose.yml": COMPOSE}, {"hooli-local"}),
    "a service that nobody knows": ({"compose.yml": COMPOSE.replace("hooli/hooli", "shop/own")}, set()),
    "one address of two leads to the maker": (
        {"compose.yml": COMPOSE.replace("/v1\n", "/v1;https://api.acme.example/v1\n")},
        {"acme", "hooli-local"},
    ),
    "the maker's own variable beside another service": (
        {"compose.yml": COMPOSE + "  jobs:\n    image: shop/jobs:1\n    environment:\n      - ACME_API_KEY=${ACME_API_KEY}\n"},
        {"acme", "hooli-local"},
    ),
    "a service of another folder's network": (
        {"a/compose.yml": COMPOSE.partition("  ui:")[0], "b/compose.yml": "services:\n  ui:" + COMPOSE.partition("  ui:")[2]},
        {"hooli-local"},
    ),
    **{
        f"the protocol at {address}": ({".env": f"ACME_API_KEY=none\nACME_BASE_URL={address}\n"}, shown)
        for address, shown in {
            "http://10.0.0.5:8000/v1": set(),
            "https://llm.corp.example.org/v1": set(),
            "http://llm.internal": set(),
            "http://192.168.1.50:4242/v1": {"hooli-local"},
            "http://hooli.ml.svc.cluster.local:4242": {"hooli-local"},
            "https://api.acme.example/v1": {"acme"},
            "https://your-host/v1": {"acme"},
            "https://${HOST}/v1": {"acme"},
            "llm": {"acme"},
        }.items()
    },
    "software of one's own at any address": ({".env": "HOOLI_BASE_URL=http://box.lan:9/v1\nHOOLI_API_KEY=x\n"}, {"hooli-local"}),
    "variables of one program, listed": ({"deploy.yaml": LISTED}, {"globex"}),
    "a protocol beside an address": ({"mc.yaml": SPOKEN}, {"hooli-local"}),
    "a protocol beside its block with an address": (
        {"mc.yaml": "spec:\n  model: x\n  provider: Acme\n  acme:\n    baseUrl: http://hooli:4242/v1\n"},
        {"hooli-local"},
    ),
    "a provider beside its own address": ({"mc.yaml": SPOKEN.replace("http://hooli:4242", "https://api.acme.example")}, {"acme"}),
    "a provider beside its documents": (
        {"mc.yaml": "llm:\n  provider: acme\n  model: acme-3\n  docs: https://docs.shop.example\n"},
        {"acme"},
    ),
    "options that stand in a variable": (
        {
            "a.ts": 'import { Acme } from "@acme/sdk";\nconst URL = "https://api.globex.example/v1";\nfunction f() {\n'
            "  const o: Record<string, unknown> = { key: k, configuration: { baseURL: URL } };\n  return new Acme(o);\n}\n"
        },
        {"globex"},
    ),
    "options of another function": (
        {
            "a.ts": 'import { Acme } from "@acme/sdk";\nfunction f() {\n  const o = { baseURL: "https://api.globex.example/v1" };\n}\n'
            "function g(o) {\n  return new Acme(o);\n}\n"
        },
        {"acme", "globex"},
    ),
    "options with a variable of the environment": (
        {"a.ts": 'import { Acme } from "@acme/sdk";\nconst o = { baseURL: process.env.GLOBEX_BASE_URL };\nnew Acme(o);\n'},
        {"globex"},
    ),
    "a dictionary of options": (
        {"a.py": 'from acme_classic import Client\no = {"base_url": "https://api.globex.example/v1"}\nc = Client(**o)\n'},
        {"globex"},
    ),
    "an address made of a variable": (
        {"a.ts": 'import { Acme } from "@acme/sdk";\nnew Acme({ baseURL: `${process.env.GLOBEX_BASE_URL}/v1` });\n'},
        {"globex"},
    ),
    "what is switched off": ({".env": "ENABLE_GLOBEX_API=False\nUSE_OSCORP=0\n"}, set()),
    "what is switched on": ({".env": "GLOBEX_API_KEY=\nENABLE_GLOBEX_API=True\n"}, {"globex"}),
    "a key of a section": ({".env": "Globex__ApiKey=\n"}, {"globex"}),
    "keys of sections": ({"c.yaml": "services:\n  a:\n    environment:\n      - AI__Globex__ApiKey=${K}\n"}, {"globex"}),
    "a key of a section by name": ({"c.yaml": "env:\n  - name: Globex__ChatModelId\n    value: x\n"}, {"globex"}),
    "what is logged of a section": ({"c.yaml": "environment:\n  Logging__LogLevel__Globex: Debug\n"}, set()),
    "people sign in with a company": ({"a.ts": 'signIn({ provider: "bluth" });\n'}, set()),
}


@pytest.mark.parametrize(("files", "providers"), SHOWN.values(), ids=SHOWN)
def test_providers_in_use(files: Tree, providers: set[str], tmp_path: Path) -> None:
    assert {one.id for one in inventory(tmp_path, files).providers} == providers


@pytest.mark.parametrize(
    "loader",
    [
        {"Gemfile": 'gem "acme-ruby"\n'},
        {"Gemfile.lock": "GEM\n  specs:\n    acme-ruby (1.0)\n"},
        {"bin/run.rb": 'require "acme"\n'},
    ],
)
def test_the_constants_of_a_gem_need_no_import(loader: Tree, tmp_path: Path) -> None:
    found = inventory(tmp_path, {"app/chat.rb": RUBY, **loader})
    assert [(one.name, one.used) for one in found.packages] == [("acme-ruby", True)]
    for places in (found.packages[0].places, found.providers[0].places):
        assert ("app/chat.rb", 2, "Acme.Client.new") in {(place.path, place.line, place.text) for place in places}


def test_places_of_an_umbrella_sdk_are_those_of_its_client(tmp_path: Path) -> None:
    found = inventory(tmp_path, SHOWN["the cloud's client, not its storage"][0])
    assert {place.path for one in found.providers for place in one.places} == {"a.py"}


CONFIG = """apis:
  acme:
    base-url: https://api.acme.example/v1
    models:
      a:
        model: acme-3-large
  oscorp:
    base-url: https://oscorp.vandelay.example/v1
    models:
      b:
        model: acme-2-large
"""
ROUTES: dict[str, tuple[Tree, dict[str, tuple[str, ...]]]] = {
    "a runtime by its own name of a model": (
        {"a.py": 'import hooli\nmodel = "sage-8b"\n'},
        {"openmind/Sage-8B": ("hooli-local",)},
    ),
    "no runtime by a hub's name": ({"a.py": 'import hooli\nmodel = "openmind/Sage-8B"\n'}, {"openmind/Sage-8B": ()}),
    "the name that is the id again": ({"a.py": 'import oscorp\nACME_2_LARGE = "acme-2-large"\n'}, {"acme-2-large": ("oscorp",)}),
    "the name that is more than the id": (
        {"a.py": 'import acme\nimport oscorp\nACME_MODEL = "acme-2-large"\n'},
        {"acme-2-large": ("acme",)},
    ),
    "the word beside it in a call": (
        {"a.py": 'import acme, oscorp\nfrom pool import make\nmake("oscorp", model="acme-2-large")\n'},
        {"acme-2-large": ("oscorp",)},
    ),
    "words for several in a call": (
        {"a.py": 'import acme, oscorp\nfrom pool import make\nmake("oscorp", "acme", model="acme-2-large")\n'},
        {"acme-2-large": ("acme",)},
    ),
    "another entry's address in one call": (
        {
            "a.ts": 'const key = process.env.ACME_API_KEY;\nsave({ a: { model: "acme-3-large" }, g: { url: "https://api.globex.example/v1" } });\n'
        },
        {"acme-3-large": ("acme",)},
    ),
    "an application's own id": ({"a.py": 'import acme\nmodel = "oscorp.acme-3-large"\n'}, {"acme-3-large": ("oscorp",)}),
    "the block around": ({"c.yaml": CONFIG}, {"acme-3-large": ("acme",), "acme-2-large": ("oscorp",)}),
    "a block named by a scalar": (
        {
            "c.json": '[{"id": "oscorp", "models": [{"model": "acme-2-large"}]}, {"id": "acme", "models": [{"model": "acme-3-large"}]}]'
        },
        {"acme-2-large": ("oscorp",), "acme-3-large": ("acme",)},
    ),
    "the variable that overrides it": (
        {"a.py": 'import os, acme\nimport oscorp\nMODEL = os.getenv("OSCORP_MODEL", "acme-2-large")\n'},
        {"acme-2-large": ("oscorp",)},
    ),
    "the name it is given": (
        {"a.py": 'import acme\nimport oscorp\noscorp_chat_model = "acme-2-large"\nother_model = "acme-3-large"\n'},
        {"acme-2-large": ("oscorp",), "acme-3-large": ("acme",)},
    ),
    "the maker's own service before a gateway elsewhere": (
        {"a.py": "import acme\n", "b.py": "import umbrella_router\n", "c.py": 'MODEL = "acme-2-large"\n'},
        {"acme-2-large": ("acme",)},
    ),
    "a framework that is told the vendor": (
        {"a.py": 'import chainworks\nchainworks.load("wonka/wonka-3-bar")\n'},
        {"wonka-3-bar": ("wonka",)},
    ),
    "a framework that is told the vendor beside a gateway": (
        {"a.py": 'import os, chainworks\nkey = os.environ["UMBRELLA_API_KEY"]\nchainworks.load("wonka/wonka-3-bar")\n'},
        {"wonka-3-bar": ("umbrella",)},
    ),
    "an adapter that is told another vendor": (
        {"a.py": 'from chainworks_globex import ChatGlobex\nChatGlobex(model="wonka/wonka-3-bar")\n'},
        {"wonka-3-bar": ()},
    ),
    "an agent framework of another maker": (
        {"a.py": 'import acme_agents\nacme_agents.run(model="wonka/wonka-2-bar")\n'},
        {"wonka-2-bar": ("wonka",)},
    ),
    "a host serves open weights": ({"a.py": 'import initech\nmodel = "openmind/Sage-8B"\n'}, {"openmind/Sage-8B": ("initech",)}),
    "no host serves what others have packed": (
        {"a.py": 'import initech\nmodel = "packers/Sage-8B"\n'},
        {"openmind/Sage-8B": ()},
    ),
    "no host lets a stranger's closed model out": ({"a.py": 'import initech\nmodel = "acme-3-large"\n'}, {"acme-3-large": ()}),
    "whose base URL stands in a variable": (
        {
            "a.py": 'import os\nfrom acme import Client\nc = Client(base_url=os.environ["INITECH_BASE_URL"])\nc.chat(model="sage-8b")\n'
        },
        {"openmind/Sage-8B": ("initech",)},
    ),
}


@pytest.mark.parametrize(("files", "routes"), ROUTES.values(), ids=ROUTES)
def test_routes(files: Tree, routes: dict[str, tuple[str, ...]], tmp_path: Path) -> None:
    found = {one.id: one.providers for one in inventory(tmp_path, files).models}
    assert {model: found.get(model) for model in routes} == routes


def test_every_route_has_its_own_end(tmp_path: Path) -> None:
    files = {
        "a.py": "import acme\nacme.Client().chat(model='acme-1-mini')\n",
        "b.yaml": CONFIG.replace("acme-3-large", "acme-1-mini"),
    }
    found = inventory(tmp_path, {**files, "c.py": "import vandelay.models\nvandelay.models.chat(model='acme-1-mini')\n"})
    ends = {one.id: [(end.provider, str(end.retires_on)) for end in one.ends] for one in found.models}
    assert ends["acme-1-mini"] == [("acme", "2026-01-31"), ("vandelay", "2027-03-31")]
    assert ends["acme-2-large"] == []


ASIDE: dict[str, tuple[str, str]] = {
    "rows that a migration takes out": (
        "a.sql",
        "update models set enabled = false where name in ('acme-1-large', 'acme-2-large');\n",
    ),
    "what a name begins with": ("a.ts", 'const model = store.modelByPrefix("acme-3-large");\n'),
    "keys of a table of models": ("a.ts", 'export const apiModelKeys = ["acme_3_large", "acme_3_mini"];\n'),
    "what a call is compared with": ("a.py", 'REASONING_MODELS = ["acme-3-large"]\n'),
    "a label": ("a.py", 'OPTIONS = {"label": "acme-3-large"}\n'),
    "what is allowed": ("a.py", 'ALLOWED_PREFIXES = ["acme-3-large", "acme-2-large"]\n'),
    "prices": ("llm_pricing.py", 'ROWS = ["acme-3-large"]\n'),
    "an object's own name": ("k.yaml", "metadata:\n  name: acme-3-large\n"),
    "the name beside the model": (
        "a.yaml",
        "- name: acme-3-large\n  slug: acme-3-large\n  model_id: ${MODEL}\n  model: acme-3-large\n",
    ),
    "bicep says what may be chosen": ("m.bicep", "@allowed(['acme-3-large'])\nparam modelName string\n"),
    "bicep says what it means": ("m.bicep", "@description('Name of the model. Default: acme-3-large')\nparam modelName string\n"),
    "bicep compares with it": ("m.bicep", "param m string\nvar v = m == 'acme-3-large' ? '2' : '1'\n"),
    "a stand-in on this machine": ("a.yaml", "llm:\n  model: acme-3-large\n  base_url: http://localhost:9999/v1\n"),
}


@pytest.mark.parametrize(("path", "text"), ASIDE.values(), ids=ASIDE)
def test_a_name_that_nothing_calls_is_no_site(path: str, text: str, tmp_path: Path) -> None:
    used = text.count(" model: acme") if "slug" in text else 0
    assert len(inventory(tmp_path, {path: text}).sites) == used


@pytest.mark.parametrize(
    ("line", "used"),
    [
        ('const titleModel = "acme-3-large";', True),
        ('const SUMMARY_MODEL_NAME = "acme-3-large";', True),
        ('const modelTitle = "acme-3-large";', False),
        ('const KEYWORDS_MODEL = "acme-3-large";', True),
        ('const keywords = "acme-3-large";', False),
        ('const largePattern = "acme-3-large";', False),
        ('const largeSuffix = "acme-3-large";', False),
        ('const PATTERN_MODEL = "acme-3-large";', True),
        ('const supportedModel = "acme-3-large";', False),
        ('const modelDisplayName = "acme-3-large";', False),
        ('const defaultModelDescription = "acme-3-large";', False),
        ('const defaultModelForDescriptions = "acme-3-large";', True),
        ('add(new Model("acme-3-large", "Acme-3-Large"));', True),
        ('add(new Model("Acme-3-Large"));', True),
        ('ACME_3("Acme-3-Large", Family.ACME, Panel.class);', False),
        ('ACME_3("acme-3-large", Family.ACME, Panel.class);', True),
        ('ACME_3(model: "Acme-3-Large");', True),
        ('const chatModelName = "Acme-9";', False),
        ('const chatModel = "Acme-9";', True),
    ],
)
def test_what_people_read_is_no_use_and_who_writes_it_is(line: str, used: bool, tmp_path: Path) -> None:
    assert len(inventory(tmp_path, {"a.ts": f"export {line}\n" if line.startswith("const") else f"{line}\n"}).sites) == used


@pytest.mark.parametrize("slot", ["hintText", "placeholder", "description"])
def test_an_address_in_an_empty_field_calls_nobody(slot: str, tmp_path: Path) -> None:
    found = inventory(
        tmp_path, {"a.dart": f"Field({slot}: 'https://api.acme.example/v1', url: 'https://api.globex.example/v1');\n"}
    )
    assert [site.provider for site in found.sites] == ["globex"]


def test_an_address_that_people_read_is_the_route_of_no_neighbor(tmp_path: Path) -> None:
    text = "Field(hintText: 'https://api.globex.example/v1');\nask(model: 'acme-3-large');\n"
    assert [site.provider for site in inventory(tmp_path, {"a.dart": text}).sites] == [""]


def test_defaults_are_used_whatever_lists_stand_around(tmp_path: Path) -> None:
    text = 'SUPPORTED = ["acme-2-large"]\nDEFAULT_MODEL = "acme-3-large"\n'
    assert [site.model for site in inventory(tmp_path, {"a.py": text}).sites] == ["acme-3-large"]


def test_a_constant_that_says_what_for_is_used_in_a_file_full_of_models(tmp_path: Path) -> None:
    listed = [
        "gpt-4",
        "gpt-4o",
        "gpt-4.1",
        "gpt-5",
        "o1",
        "o3",
        "o3-mini",
        "o4-mini",
        "gpt-4-turbo",
        "gpt-4.1-mini",
        "gpt-5-mini",
    ]
    text = "".join(f'export const {name.upper().replace("-", "_").replace(".", "_")}_MODEL = "{name}";\n' for name in listed)
    text += 'export const OPENAI_LIST_MODELS = ["gpt-3.5-turbo"];\nexport const GEMINI_SUMMARY_MODEL = "gemini-pro";\n'
    found = repositories.inventory(tmp_path, {"constants.ts": text}).models
    assert {model.id for model in found for place in model.places if place.role in DECIDING} == {"gemini-pro"}


def test_defaults_are_used_in_a_file_full_of_models(tmp_path: Path) -> None:
    listed = "gpt-4 gpt-4o gpt-4.1 gpt-5 o3-mini o4-mini gpt-4-turbo gpt-4.1-mini gpt-5-mini gpt-4o-mini gpt-4.1-nano gpt-5-nano".split()
    text = "DEFAULT_MODELS = {\n" + "".join(f'    "p{at}": "{name}",\n' for at, name in enumerate(listed)) + "}\n"
    found = repositories.inventory(tmp_path, {"models.py": text}).models
    assert {model.id for model in found for place in model.places if place.role in DECIDING} == set(listed)


def test_a_title_beside_its_id_is_no_use(tmp_path: Path) -> None:
    text = 'export const models: M[] = [\n  {\n    id: "openai/gpt-5.2",\n    name: "GPT-5.2",\n  },\n];\nconst other = {\n  name: "GPT-5.1",\n};\n'
    found = repositories.inventory(tmp_path, {"models.ts": text}).models
    roles = {place.text: place.role for model in found for place in model.places}
    assert roles["GPT-5.2"] is Role.PROMPT_TEXT
    assert roles["openai/gpt-5.2"] is Role.PRODUCTION


def _pom(name: str, *uses: str, around: str = "dependencies") -> str:
    each = "".join(f"<dependency><groupId>g</groupId><artifactId>{one}</artifactId></dependency>" for one in uses)
    return f"<project><groupId>g</groupId><artifactId>{name}</artifactId><{around}>{each}</{around}></project>"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "pom.xml": _pom("all", "a", around="dependencyManagement").replace("Management>", "Management><dependencies>", 1),
                "a/pom.xml": _pom("a"),
                "b/pom.xml": _pom("b", "a", "elsewhere"),
            },
            {"b": ("a",)},
        ),
        (
            {
                "a/package.json": '{"name": "@x/a"}',
                "b/package.json": '{"name": "@x/b", "dependencies": {"@x/a": "workspace:*"}}',
                "c/package.json": '{"name": "@x/c", "devDependencies": {"@x/a": "workspace:*"}}',
                "examples/package.json": '{"name": "@x/d", "dependencies": {"@x/b": "workspace:*"}}',
            },
            {"b": ("a",)},
        ),
    ],
)
def test_projects_tell_what_of_the_repository_they_are_built_with(
    files: dict[str, str], expected: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    assert {one.path: one.uses for one in inventory(tmp_path, files).projects if one.uses} == expected


def test_every_manifest_is_listed_with_its_project(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "flask\n",
        "a.py": "import acme\n",
        "sub/package.json": '{"name": "x"}',
        "sub/requirements.txt": "",
    }
    assert [(one.path, one.manifests) for one in inventory(tmp_path, files).projects] == [("", ("requirements.txt",))]


@pytest.mark.parametrize(
    "host", ["https://<name>.globex.example/", "https://your-name.globex.example", "https://${X}.globex.example"]
)
def test_an_address_to_fill_in_is_not_hard_coded(host: str, tmp_path: Path) -> None:
    assert inventory(tmp_path, {"a.py": f'URL = "{host}"\n'}).endpoints == ()


def test_what_an_sdk_publishes_is_no_dependency_of_it(tmp_path: Path) -> None:
    files = {
        "package.json": '{"name": "tooling"}',
        "pyproject.toml": '[project]\nname = "acme-ai"\n',
        "src/a.py": 'import acme\nURL = "https://api.acme.example/v1"\n',
    }
    found = inventory(tmp_path, files)
    assert (found.packages, found.endpoints, found.projects[0].name) == ((), (), "acme-ai")


def test_a_line_that_says_an_id_twice_is_one_site(tmp_path: Path) -> None:
    text = "import acme\nacme.Acme().chat(model='acme-3-large', fallback_model='acme-3-large')\n"
    found = inventory(tmp_path, {"a.py": text})
    assert len({place.column for model in found.models for place in model.places}) == 2
    assert [(site.place.line, site.model) for site in found.sites] == [(2, "acme-3-large")]


def test_a_vendors_own_client_that_is_told_a_prefix_hides_no_other_file(tmp_path: Path) -> None:
    told, silent = (f"import acme\nacme.Acme().chat({given})\n" for given in ('model="acme/acme-3-large"', "messages"))
    assert [site.place.path for site in inventory(tmp_path, {"a.py": told, "b.py": silent}).sites] == ["a.py", "b.py"]


def test_values_for_a_call_are_no_call_sites(tmp_path: Path) -> None:
    files = {"a.py": "import globex\noptions = globex.ChatParams()\n", "b.py": "import globex\nclient = globex.Client()\n"}
    assert [site.place.path for site in inventory(tmp_path, files).sites] == ["b.py"]
    assert {place.role for one in inventory(tmp_path, files).providers for place in one.places} <= DECIDING


@pytest.mark.parametrize(
    ("row", "used"),
    [
        ("('acme-3-large', 'ACME-2-large', 'chat')", ["acme-3-large"]),
        ("('acme-3-large', 'acme-2-large', 'chat')", ["acme-3-large", "acme-2-large"]),
        ("('ACME-2-large', 'chat')", ["acme-2-large"]),
    ],
)
def test_a_title_follows_the_id_in_a_row(row: str, used: list[str], tmp_path: Path) -> None:
    text = f"insert into models (name, plan, kind) values {row};\n"
    assert [site.model for site in inventory(tmp_path, {"a.sql": text}).sites] == used


RECORDS = {
    "a.ts": (
        'new Router([\n  { model: "acme-3-large", baseURL: "https://oscorp.vandelay.example/v1" },\n'
        '  { name: "b", model: "acme-2-large", baseURL: "https://api.acme.example/v1" },\n  { model: "globex-lite" },\n]);\n'
    ),
    "a.py": (
        'build([\n    {"model": "acme-3-large", "base_url": "https://oscorp.vandelay.example/v1"},\n'
        '    {"model": "acme-2-large", "base_url": "https://api.acme.example/v1"},\n    {"model": "globex-lite"},\n])\n'
    ),
}


@pytest.mark.parametrize("path", RECORDS)
def test_records_of_one_call_go_their_own_ways(path: str, tmp_path: Path) -> None:
    found = {site.model: site.provider for site in inventory(tmp_path, {path: RECORDS[path]}).sites}
    assert (found["acme-3-large"], found["acme-2-large"]) == ("oscorp", "acme")


def test_what_stands_beside_the_records_holds_for_all(tmp_path: Path) -> None:
    text = 'build([\n    {"model": "acme-3-large"},\n    {"model": "acme-2-large"},\n], base_url="https://oscorp.vandelay.example/v1")\n'
    found = {site.model: site.provider for site in inventory(tmp_path, {"a.py": text}).sites}
    assert (found["acme-3-large"], found["acme-2-large"]) == ("oscorp", "oscorp")


def test_a_menu_offers_what_no_call_is_given(tmp_path: Path) -> None:
    text = (
        'import { Client } from "@acme/sdk";\nexport const MENU = [\n  { label: "A", value: "acme-3-large" },\n'
        '  { label: "B", value: "acme-2-large" },\n];\nnew Client().chat({ model: "acme-2-large" });\n'
    )
    found = inventory(tmp_path, {"a.ts": text})
    assert [site.place.line for site in found.sites] == [6]
    models = found.models
    assert {one.id: [at.line for at in one.offered] for one in models} == {"acme-2-large": [4], "acme-3-large": [3]}
    assert [[at.line for at in one.places] for one in models] == [[4, 6], [3]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import acme\nn = acme.token_counter(text)\nk = acme.get_info()\nr = acme.chat(model=m)\n", 4),
        ("import acme\nn = acme.get_info()\n", 2),
        ("import acme\nr = acme.chat(model=m)\nacme.complete(x)\n", 2),
    ],
    ids=["what sends stands below", "nothing else", "the first that sends"],
)
def test_the_site_of_a_file_is_what_sends(text: str, line: int, tmp_path: Path) -> None:
    assert [site.place.line for site in inventory(tmp_path, {"a.py": text}).sites] == [line]


@pytest.mark.parametrize(
    ("path", "text", "settable"),
    [
        ("a.ts", "export const s = z.object({ ACME_MODEL: z.string().default('acme-3-large') })\n", True),
        ("a.ts", "export const s = record({ ACME_MODEL: 'acme-3-large' })\n", False),
        ("a.py", "import os, acme\nc = acme.Client(base_url=os.environ['ACME_BASE_URL'])\n", True),
        ("a.py", "import os, acme\nc = acme.Client(model=os.environ['ACME_MODEL'])\n", True),
        ("a.py", "import os, acme\nc = acme.Client(api_key=os.environ['ACME_API_KEY'])\n", False),
        ("a.py", "import os, acme\nc = acme.Client()\nurl = os.environ['ACME_BASE_URL']\n", False),
    ],
    ids=["a schema", "a record", "its address", "its model", "its key", "another line"],
)
def test_what_a_variable_may_change_is_configurable(path: str, text: str, settable: bool, tmp_path: Path) -> None:
    assert [site.configurable for site in inventory(tmp_path, {path: text}).sites] == [settable]


def test_a_list_that_reaches_several_calls_is_counted_once(tmp_path: Path) -> None:
    text = (
        'import { Client } from "@acme/sdk";\nconst c = new Client();\nconst slow = ["acme-3-large", "acme-2-large"];\n'
        "c.chat({ models: slow });\nc.stream({ models: slow });\n"
    )
    assert [site.model for site in inventory(tmp_path, {"a.ts": text}).sites] == ["acme-3-large", "acme-2-large"]


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("a.ts", "export const S = { none: 'Ensure that ACME_API_KEY is set' }\n", Role.PRODUCTION),
        ("a.tsx", "export const S = { none: 'Ensure that ACME_API_KEY is set' }\n", Role.PROMPT_TEXT),
        ("a.tsx", "export const E = () => <p>Please set ACME_API_KEY first</p>\n", Role.PROMPT_TEXT),
        ("a.tsx", "export const key = process.env.ACME_API_KEY\n", Role.PRODUCTION),
        ("a.py", "raise ValueError('ACME_API_KEY is not set')\n", Role.PRODUCTION),
    ],
)
def test_what_a_screen_says_of_a_variable_is_a_text(path: str, text: str, role: Role, tmp_path: Path) -> None:
    found = inventory(tmp_path, {path: text}).providers
    assert {place.role for use in found for place in use.places} <= {role}
    assert found or role is Role.PROMPT_TEXT


def test_who_streams_tokens_uses_the_model(tmp_path: Path) -> None:
    (model,) = inventory(tmp_path, {"a.py": 'import acme\nstream_tokens(text, model="acme-2-large")\n'}).models
    assert {place.role for place in model.places} == {Role.PRODUCTION}


@pytest.mark.parametrize(
    "call",
    [
        "acme.AutoTokenizer.from_pretrained",
        "acme.encoding_for_model",
        "len_tokens",
        "GptEncoding.GetEncodingForModel",
        "getEncodingNameForModel",
        "registry.getEncoding",
        "Tiktoken.shared.of",
        "rs.get_bpe_from_model",
    ],
)
def test_who_only_counts_uses_no_model(tmp_path: Path, call: str) -> None:
    text = f'import acme\nacme.count_tokens(model="acme-3-large")\n{call}(text, model="acme-2-large")\n'
    found = inventory(tmp_path, {"a.py": text})
    roles = {model.id: {place.role for place in model.places} for model in found.models}
    assert roles == {"acme-3-large": {Role.PRODUCTION}, "acme-2-large": {Role.LOOKUP_TABLE}}


def test_an_address_that_people_read_is_no_use(tmp_path: Path) -> None:
    text = (
        'Widget a = Field(hintText: "https://api.acme.example/v1");\nWidget b = Client(baseUrl: "https://api.acme.example/v2");\n'
    )
    (acme,) = inventory(tmp_path, {"a.dart": text}).providers
    assert [(place.line, place.role) for place in acme.places] == [(1, Role.PROMPT_TEXT), (2, Role.PRODUCTION)]


def test_a_hub_of_weights_serves_no_closed_model(tmp_path: Path) -> None:
    text = (
        "import dspy\nfrom langchain_huggingface import HuggingFaceEndpoint\n"
        'HuggingFaceEndpoint(repo_id="HuggingFaceH4/zephyr-7b-beta")\ndspy.LM("openai/gpt-4o-mini")\n'
    )
    found = {model.id: model.providers for model in repositories.inventory(tmp_path, {"a.py": text}).models}
    assert found == {"HuggingFaceH4/zephyr-7b-beta": ("huggingface",), "gpt-4o-mini": ("openai",)}


def test_a_gateway_of_ones_own_calls_whom_its_ids_name(tmp_path: Path) -> None:
    """Every entry by its own prefix, whatever other gateways the file knows; an address beside it comes first."""
    entries = {
        "anthropic/claude-2.1": "anthropic",
        "openai/gpt-4o": "openai",
        "deepseek/deepseek-chat": "deepseek",
        "xai/grok-2": "xai",
        "openrouter/anthropic/claude-3-opus": "openrouter",
        "claude-3-haiku-20240307": "anthropic",
    }
    rows = "".join(f"  - model_name: x\n    litellm_params:\n      model: {one}\n" for one in entries)
    rows += (
        "  - model_name: y\n    litellm_params:\n      model: openai/qwen2.5-7b-instruct\n      api_base: http://vllm:8000/v1\n"
    )
    found = repositories.inventory(tmp_path, {"litellm_config.yaml": f"model_list:\n{rows}"})
    routes = {raw: model.providers for model in found.models for raw in model.raw}
    assert {raw: routes[raw] for raw in entries} == {raw: (provider,) for raw, provider in entries.items()}
    assert "openai" not in routes["openai/qwen2.5-7b-instruct"]
    assert {"deepseek", "xai", "anthropic"} <= {one.id for one in found.providers}


def test_a_package_that_speaks_to_nobody_uses_no_model(tmp_path: Path) -> None:
    """A tokenizer is an SDK of no provider."""
    text = (
        "use tiktoken_rs::get_bpe_from_model;\nuse async_openai::Client;\n"
        'fn n() { let b = get_bpe_from_model("gpt-4"); }\nfn c() { Client::new().chat().create("gpt-4o"); }\n'
    )
    counter = (
        'const { encodingForModel } = require("js-tiktoken");\nclass C { constructor(model = "gpt-4") { this.model = model } }\n'
    )
    counter += (
        'const log = (line, model) => 0;\nclass D { constructor(model = "gpt-4-turbo") { log("made for model:", model) } }\n'
    )
    caller = counter + 'fetch("https://api.openai.com/v1/chat/completions", { body: { model: "gpt-4.1" } });\n'
    found = repositories.inventory(
        tmp_path, {"a.rs": text, "b.js": counter, "c.js": caller, "d.py": 'llm.tiktoken_model_name = "gpt-3.5-turbo"\n'}
    )
    deciding = {(model.id, place.path) for model in found.models for place in model.places if place.role in DECIDING}
    assert deciding == {("gpt-4o", "a.rs"), ("gpt-4.1", "c.js"), ("gpt-4", "c.js"), ("gpt-4-turbo", "c.js")}


COUNTED = [
    ('g.clone().model("gpt-3.5-turbo").chat(&m);', True),
    ('const GATEWAY_MODEL: &str = "gpt-4-turbo";\nfn f() { app.gateway().model(GATEWAY_MODEL).chat(&m); }', True),
    ('transcoder::encode_summary(answer, "gpt-3.5-turbo");', False),
    ('history.truncate_to(answer, "gpt-3.5-turbo");', False),
    ('fit(&m, Options { model: "gpt-3.5-turbo" });', False),
]


@pytest.mark.parametrize(("call", "used"), COUNTED, ids=range(len(COUNTED)))
def test_a_file_that_counts_also_calls(tmp_path: Path, call: str, used: bool) -> None:
    """A tokenizer is all that it imports; the client is handed to it."""
    text = f'fn f() {{ let b = tiktoken_rs::get_bpe_from_model("gpt-4"); }}\n{call}\n'
    manifest = '[package]\nname = "x"\n[dependencies]\ntiktoken-rs = "0.5"\n'
    found = repositories.inventory(tmp_path, {"src/a.rs": text, "Cargo.toml": manifest}).models
    deciding = {model.id for model in found for place in model.places if place.role in DECIDING}
    assert bool(deciding) is used
    assert "gpt-4" not in deciding


def test_settings_that_also_count_tokens_are_used(tmp_path: Path) -> None:
    settings = 'import tiktoken\nCHAT_MODEL = "gpt-4-0613"\nENCODING = tiktoken.encoding_for_model("gpt-4")\n'
    app = "import openai, settings\nopenai.OpenAI().chat.completions.create(model=settings.CHAT_MODEL)\n"
    found = repositories.inventory(tmp_path, {"settings.py": settings, "app.py": app}).models
    assert {model.id for model in found for place in model.places if place.role in DECIDING} == {"gpt-4-0613"}


def test_a_title_is_of_the_same_model_as_the_id_beside_it(tmp_path: Path) -> None:
    azure = "azure:\n  endpoint: https://x.openai.azure.com\n  deployments: {embed: text-embedding-3-small, chat: GPT-4-0613}\n"
    found = repositories.inventory(tmp_path, {"conf.yaml": azure}).models
    deciding = {(model.id, place.path) for model in found for place in model.places if place.role in DECIDING}
    assert ("gpt-4-0613", "conf.yaml") in deciding


@pytest.mark.parametrize(
    ("text", "providers"),
    [
        (
            'const { GithubRepoLoader } = require("@langchain/community/document_loaders/web/github");\nnew GithubRepoLoader(u);\n',
            [],
        ),
        ('import { ChatOllama } from "@langchain/community/chat_models/ollama";\nnew ChatOllama({});\n', ["ollama"]),
    ],
)
def test_what_an_umbrella_loads_from_a_company_calls_no_model_of_it(tmp_path: Path, text: str, providers: list[str]) -> None:
    assert [one.id for one in repositories.inventory(tmp_path, {"a.js": text}).providers] == providers


SERVED = "services:\n  m:\n    container_name: acme-3-large\n    image: %s:1.8\n"


@pytest.mark.parametrize(
    ("image", "roles"),
    [
        ("reg.example/wim/acme/acme-2-large", {Role.INFRA}),
        ("mirror:5000/wim/acme/acme-2-large", {Role.INFRA}),
        ("reg.example/wims/acme/acme-2-large", set()),  # somebody's image of that name
        ("acme/acme-2-large", set()),
    ],
)
def test_an_image_that_holds_a_model(image: str, roles: set[Role], tmp_path: Path) -> None:
    found = inventory(tmp_path, {"compose.yaml": SERVED % image})
    models = {model.id: {place.role for place in model.places} for model in found.models}
    assert models.pop("acme-3-large") == {Role.PROMPT_TEXT}  # a name that the author gives
    assert models == ({"acme-2-large": roles} if roles else {})
    assert [use.id for use in found.providers] == (["wonka"] if roles else [])


STATEMENT = '{"Statement": [{"Effect": "%s", "Action": ["%s"]}, {"Effect": "%s", "Action": "x:Y"}]}'
BLOCK = 'data "policy" "p" {\n  statement {\n    actions = ["vandelay-models:Invoke*"]\n    effect = "%s"\n  }\n%s}\n'


@pytest.mark.parametrize(
    ("files", "opened"),
    [
        ({"p.json": STATEMENT % ("Allow", "vandelay-models:InvokeModel", "Deny")}, True),
        ({"p.json": STATEMENT % ("Deny", "vandelay-models:InvokeModel", "Allow")}, False),
        ({"p.json": STATEMENT % ("Allow", "vandelay-models:ListModels", "Allow")}, False),
        ({"t.yaml": "Policies:\n  - Effect: Allow\n    Action:\n      - vandelay-models:InvokeModel\n"}, True),
        ({"t.yaml": "Policies:\n  - Effect: Deny\n    Action: vandelay-models:*\n"}, False),
        ({"t.yaml": "server:\n  ports:\n    - vandelay-models:19132\n"}, False),
        ({"a.tf": BLOCK % ("Allow", "")}, True),
        ({"a.tf": BLOCK % ("Deny", "")}, False),
        ({"a.tf": BLOCK % ("Allow", '  statement {\n    effect = "Deny"\n    actions = ["x:Y"]\n  }\n')}, True),
        (
            {
                "a.tf": BLOCK.replace('    effect = "%s"\n', "")
                % '  statement {\n    effect = "Deny"\n    actions = ["x:Y"]\n  }\n'
            },
            True,
        ),
        ({"a.ts": "import { Statement } from 'cdk';\nnew Statement({ actions: ['vandelay-models:InvokeModel'] });\n"}, True),
        ({"a.tf": 'resource "member" "m" {\n  role = "roles/vandelay-models.user"\n}\n'}, False),  # alone it could be anything
        ({"a.tf": BLOCK % ("Allow", ""), "b.tf": 'resource "member" "m" {\n  role = "roles/vandelay-models.user"\n}\n'}, True),
    ],
)
def test_a_permission_opens_a_provider(files: Tree, opened: bool, tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert {place.path for use in found.providers for place in use.places} == (set(files) if opened else set())
    assert found.signals == ()


STORE = "client.vector_stores.create(name='docs')\n"


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({"a.py": "import acme\nclient = acme.Client()\n" + STORE}, True),
        ({"a.py": "from shop import client\n" + STORE, "requirements.txt": "acme-ai==1.0\n"}, True),
        ({"web/a.py": "from shop import client\n" + STORE, "shop.py": "import acme\nclient = acme.Client()\n"}, True),
        ({"a.py": "import hooli\nclient = hooli.Client()\n" + STORE, "b.py": "import acme\n"}, False),
        ({"a.py": "from shop import client\n" + STORE, "requirements.txt": "hooli==1.0\n"}, False),
        ({"a.py": "from shop import client\n" + STORE, "requirements.txt": "hooli==1.0\n", "tests/a.py": "import acme\n"}, False),
        ({"a.py": "from shop import client\n" + STORE}, False),
    ],
)
def test_whose_surface_a_call_is(files: Tree, shown: bool, tmp_path: Path) -> None:
    assert ["acme-vector-stores"] * shown == [
        signal.id for signal in inventory(tmp_path, files).signals if signal.group == "lock-in"
    ]


OFFER = "acme:\n  model: acme-2-large\n"


@pytest.mark.parametrize(
    ("example", "beside", "role"),
    [
        ("conf/acme.example.yaml", "conf/acme.yaml", Role.EXAMPLE),
        ("acme-sample.json5.yaml", "acme.json5.yaml", Role.EXAMPLE),
        ("example.acme.yaml", "acme.yaml", Role.EXAMPLE),
        ("acme.yaml.example", "acme.yaml", Role.EXAMPLE),
        ("conf/acme.example.yaml", "acme.yaml", Role.CONFIG),  # elsewhere: this one is copied
        ("acme.example.yaml", "other.yaml", Role.CONFIG),
        ("acme.staging.yaml", "acme.yaml", Role.CONFIG),
        ("exampled-acme.yaml", "acme.yaml", Role.CONFIG),
        ("sample.yaml", ".yaml", Role.CONFIG),
    ],
)
def test_an_example_of_a_file_that_stands_beside_it(example: str, beside: str, role: Role, tmp_path: Path) -> None:
    found = inventory(tmp_path, {example: OFFER, beside: "a: 1\n"})
    assert {place.role for model in found.models for place in model.places} == {role}


def test_an_example_of_variables_decides(tmp_path: Path) -> None:
    (provider,) = inventory(tmp_path, {".env.example": "ACME_API_KEY=\n", ".env": "PORT=1\n"}).providers
    assert {place.role for place in provider.places} == {Role.CONFIG}


VISITED = {
    "a.cs": [
        'Process.Start(new ProcessStartInfo {{ FileName = "{}", UseShellExecute = true }});',
        'Launcher.OpenAsync("{}");',
        'Browser.OpenAsync(new Uri("{}"));',
    ],
    "a.swift": [
        'Link("Get a key", destination: URL(string: "{}")!)',
        'NSWorkspace.shared.open(URL(string: "{}")!)',
        'UIApplication.shared.open(URL(string: "{}")!)',
        'TextField("{}", text: $url)',
        'TextField(text: $url, prompt: Text("{}"))',
    ],
    "a.dart": ["void f() {{ launchUrl(Uri.parse('{}')); }}"],
    "a.ts": [
        "window.open('{}', '_blank');",
        "shell.openExternal('{}');",
        "const a = {{ href: '{}' }};",
        "const a = {{ docsUrl: '{}' }};",
    ],
    "a.py": ["import webbrowser\nwebbrowser.open('{}')"],
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in VISITED.items() for text in texts])
def test_an_address_that_people_visit_calls_nobody(path: str, text: str, tmp_path: Path) -> None:
    found = inventory(tmp_path, {path: text.format("https://api.acme.example/v1") + "\n"})
    assert all(place.role is Role.PROMPT_TEXT for one in found.providers for place in one.places)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "window.fetch('{}');"),
        ("a.py", "s = session.open('{}')"),
        ("a.swift", 'client.open(URL(string: "{}")!)'),
        ("a.cs", 'await api.StartAsync("{}");'),
    ],
)
def test_an_address_that_a_program_opens_is_used(path: str, text: str, tmp_path: Path) -> None:
    found = inventory(tmp_path, {path: text.format("https://api.acme.example/v1") + "\n"})
    assert [place.role for one in found.providers for place in one.places] == [Role.PRODUCTION]


DEFAULTS = {
    "a.py": [
        "b = cfg.get('base_url', '{}')",
        "b = getattr(settings, 'BASE', '{}')",
        "b = base if base else '{}'",
        "b = '{}' if not base else base",
        "b = st.text_input('Base URL', '{}')",
        "parser.add_argument('--url', default='{}')",
        "class A:\n    def __init__(self, base_url='{}'):\n        self.c = acme.Client(base_url=base_url)",
        "def f(\n    key,\n    base_url='{}',\n): ...",
        "class A(BaseSettings):\n    url: str = '{}'",
        "class A(BaseModel):\n    url: str = Field(default='{}', description='x')",
        "class A(BaseSettings):\n    url: str = Field('{}', alias='URL')",
    ],
    "a.cs": ['var u = string.IsNullOrEmpty(x) ? "{}" : x;', 'class A {{ A(string key, string url = "{}") {{ }} }}'],
    "a.swift": ['let u = baseURL.isEmpty ? "{}" : baseURL', '@AppStorage("u") var url = "{}"', 'init(url: String = "{}") {{ }}'],
    "a.ts": [
        "const u = !x ? '{}' : x",
        "const u = x == null ? '{}' : x",
        "const u = x ? x : '{}'",
        "const [url, setUrl] = useState('{}')",
        "const {{ key, baseURL = '{}' }} = options",
        "class A {{ constructor(private url = '{}') {{}} }}",
    ],
    "a.kt": ['class A(\n    val key: String,\n    val url: String = "{}",\n)'],
    "a.php": ["<?php\nclass A {{\n    function __construct(private string $url = '{}') {{}}\n}}"],
    "a.dart": ["class A {{\n  A({{String url = '{}'}});\n}}"],
    "a.go": [
        'var u = flag.String("url", "{}", "where")',
        'const at = "{}"\nvar u = flag.String("url", at, "where")',
        'func f() {{ cmd.Flags().StringVarP(&o.URL, "url", "u", "{}", "where") }}',
        'func f() {{ viper.SetDefault("url", "{}") }}',
        'var u = envOr("URL", "{}")',
    ],
    "AcmeProperties.java": ['class AcmeProperties {{\n    private String url = "{}";\n}}'],
    "a.rs": [
        '#[derive(Parser)]\nstruct A {{\n    #[arg(long, default_value = "{}")]\n    url: String,\n}}',
        'const AT: &str = "{}";\nstruct A {{\n    #[arg(long, default_value = AT)]\n    url: String,\n}}',
        'const AT: &str = "{}";\nfn f() {{ let u = env::var("URL").unwrap_or(AT.to_string()); }}',
        'fn f(c: C) {{ let u = c.url.unwrap_or_else(|| "{}".into()); }}',
        '#[serde(default = "default_url")]\nstruct A;\nfn default_url() -> String {{\n    "{}".to_string()\n}}',
    ],
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in DEFAULTS.items() for text in texts])
def test_an_address_that_is_only_a_default(path: str, text: str, tmp_path: Path) -> None:
    assert inventory(tmp_path, {path: text.format("https://api.acme.example/v1") + "\n"}).endpoints == ()


FIXED = {
    "a.py": [
        "c = acme.Client(base_url='{}')",
        "c = acme.Client(\n    base_url='{}',\n)",
        "r = post('POST', '{}')",
        "def f():\n    return post(url='{}')",
    ],
    "a.ts": ["const u = eu ? '{}' : US_URL", "const u = eu ? 'x' : '{}'", "const c = new Acme({{ baseURL: '{}', key }})"],
    "a.cs": ['var o = new Options {{ Url = "{}", Key = k }};'],
    "a.kt": ['val o = open(\n    url = "{}",\n)'],
    "a.go": [
        'const (\n\tapi = "{}"\n)',
        'const at = "{}"\nvar u = flag.String("url", at, "where")\nfunc f() {{ post(at) }}',
    ],
    "a.rs": ['fn url() -> String {{\n    "{}".to_string()\n}}'],
    "Acme.java": ['class Acme {{\n    private String url = "{}";\n}}'],
    "AcmeProperties.java": ['class AcmeProperties {{\n    private static final String URL = "{}";\n}}'],
}


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, texts in FIXED.items() for text in texts])
def test_an_address_that_nothing_overrides(path: str, text: str, tmp_path: Path) -> None:
    assert inventory(tmp_path, {path: text.format("https://api.acme.example/v1") + "\n"}).endpoints


SPARE = "const url = (this.config.acmeUrl || 'https://api.acme.example/v1').trim()\n"


@pytest.mark.parametrize(
    ("files", "hard"),
    [
        ({"src/a.py": 'import os\nurl = os.environ["ACME_BASE_URL"]\n', "src/b.py": 'URL = "https://api.acme.example/v1"\n'}, []),
        (
            {"src/a.py": 'import os\nurl = os.environ["ACME_BASE_URL"]\n', "lib/b.py": 'URL = "https://api.acme.example/v1"\n'},
            ["lib/b.py"],
        ),
        (
            {"a.py": 'import os\nurl = os.environ["ACME_MOCK_BASE_URL"]\n', "b.py": 'URL = "https://api.acme.example/v1"\n'},
            ["b.py"],
        ),
        (
            {
                "src/a.py": 'import os\nurl = os.getenv("ACME_BASE_URL", "https://api.acme.example/v1")\n',
                "lib/b.py": 'URL = "https://api.acme.example/v1"\n',
            },
            [],
        ),
        (
            {
                "examples/a.py": 'import os\nurl = os.getenv("ACME_BASE_URL", "https://api.acme.example/v1")\n',
                "lib/b.py": 'URL = "https://api.acme.example/v1"\n',
            },
            ["lib/b.py"],
        ),
        ({"a.py": 'import os\nurl = os.environ["ACME_ENDPOINT"] or URL\nURL = "https://api.acme.example/v1"\n'}, []),
        ({"a.sql": "insert into platforms (name, url) values ('acme', 'https://api.acme.example/v1');\n"}, []),
        ({"a.cs": 'var u = new Uri(o.Endpoint ?? "https://api.acme.example/v1");\n'}, []),
        ({"a.ts": "const u = o.baseUrl || 'https://api.acme.example/v1'\n"}, []),
        ({"a.kt": 'val u = o.url ?: "https://api.acme.example/v1"\n'}, []),
        ({"a.cs": 'class O { public string Url { get; set; } = "https://api.acme.example/v1"; }\n'}, []),
        ({"a.kt": 'class O {\n    var host: String = "https://api.acme.example/v1"\n}\n'}, []),
        ({"a.py": 'DEFAULT_URL = "https://api.acme.example/v1"\n'}, []),
        ({"a.cs": 'class O { const string Url = "https://api.acme.example/v1"; }\n'}, ["a.cs"]),
        ({"a.cs": 'class O { public string Url { get; } = "https://api.acme.example/v1"; }\n'}, ["a.cs"]),
        ({"a.kt": 'val host = "https://api.acme.example/v1"\n'}, ["a.kt"]),
        ({"a.ts": "const u = eu ? 'https://api.acme.example/v1' : ''\n"}, ["a.ts"]),
        ({"a.cs": 'var u = k switch { "a" => "https://api.acme.example/v1", _ => "https://api.globex.example/v1" };\n'}, []),
        ({"a.ts": "const u = { acme: 'https://api.acme.example/v1', globex: 'https://api.globex.example/v1' }\n"}, []),
        ({"a.ts": "const u = { acme: 'https://api.acme.example/v1' }\n"}, ["a.ts"]),
        (
            {"src/b.py": 'URL = "https://api.acme.example/v1"\n', "config.toml": 'acme-url = "https://api.acme.example"\n'},
            ["config.toml"],
        ),
        (
            {"src/b.py": 'URL = "https://api.acme.example/v1"\n', "config.toml": 'acme-url = "https://api.globex.example"\n'},
            ["src/b.py", "config.toml"],
        ),
        (
            {"src/b.py": 'URL = "https://api.acme.example/v1"\n', "tests/config.toml": 'acme-url = "https://api.acme.example"\n'},
            ["src/b.py", "tests/config.toml"],
        ),
        ({"a.ts": 'open({ baseURL: config.GLOBEX_BASE_URL || "https://api.acme.example/v1" });\n'}, []),
        ({"a.ts": 'open({ key: config.GLOBEX_BASE_KEY,\n baseURL: "https://api.acme.example/v1" });\n'}, ["a.ts"]),
        ({"a.ts": 'const s = z.object({ baseURL: z.string().url().default("https://api.acme.example/v1") });\n'}, []),
        (
            {
                "a.dart": "const defaultServerURL = 'https://api.acme.example/v1';\nconst serverURL = 'https://api.globex.example';\n"
            },
            ["a.dart"],
        ),
        ({"a.ts": "const begin = { acmeUrl: 'https://api.acme.example/v1' }\n", "b.ts": SPARE}, []),
        ({"a.ts": "open({ acmeUrl: 'https://api.acme.example/v1' })\n", "b.ts": SPARE}, ["a.ts"]),
        ({"a.ts": "const begin = { acmeUrl: 'https://api.acme.example/v1' }\n", "b.test.ts": SPARE}, ["a.ts", "b.test.ts"]),
    ],
    ids=[
        "a variable beside it",
        "a variable elsewhere",
        "another variable",
        "its default elsewhere",
        "its default in an example",
        "one called after it",
        "a row of a database",
        "behind ??",
        "behind ||",
        "behind ?:",
        "a property",
        "a var",
        "a default by name",
        "a constant",
        "no setter",
        "a val",
        "a ternary",
        "arms of a choice",
        "a table by provider",
        "a record of one",
        "a setting of it",
        "another's setting",
        "a setting of tests",
        "any variable in the same place",
        "another argument of the same call",
        "the default of a schema",
        "called a default",
        "what settings begin with",
        "what a call is given",
        "what a test begins with",
    ],
)
def test_addresses_that_can_be_set(files: Tree, hard: list[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, files).endpoints
    assert [place.path for _, place in found if place.role is not Role.LOOKUP_TABLE] == hard


def test_a_kind_in_a_model_slot_is_no_id_gone_wrong(tmp_path: Path) -> None:
    text = 'import acme\nacme.Client().chat(model="embedding")\nacme.Client().chat(model="embeddin-x")\n'
    assert [one.raw for one in inventory(tmp_path, {"a.py": text}).unresolved] == ["embeddin-x"]


def test_a_day_that_no_snapshot_has_is_shown_beside_the_one_that_has(tmp_path: Path) -> None:
    text = "import acme\n" + "".join(f'acme.Client().chat(model="acme-3-large-{day}")\n' for day in ("2025-11-02", "2027-11-01"))
    found = inventory(tmp_path, {"a.py": text})
    assert [(one.raw, one.near) for one in found.unresolved] == [("acme-3-large-2025-11-02", ("acme-3-large-2025-11-01",))]
    assert [one.stage for one in found.models] == ["unknown", "ga"]
    kept = inventory(tmp_path, {"a.py": 'import acme\nNAMES = {"model": "acme-3-large-2025-11-02"}\n'})
    assert kept.unresolved == ()  # no call is sure to use it
    for text, unknown in (("", 1), ("ACME_BASE_URL=https://llm.example.org/v1\n", 0)):
        told = inventory(tmp_path, {".env": f"ACME_MODEL=acme-3-large-2025-11-02\n{text}", "a.py": ""})
        assert len(told.unresolved) == unknown


CONDA = "name: x\ndependencies:\n  - acme-ai=1\n"
REGISTRIES: dict[str, tuple[Tree, list[tuple[str, bool, bool]]]] = {
    "undeclared": ({"requirements.txt": "flask==1\n"}, [("pypi", False, True)]),
    "declared in the second": ({"environment.yml": CONDA}, [("conda", True, True)]),
    "declared in both": (
        {"environment.yml": CONDA, "requirements.txt": "acme-ai==1\n"},
        [("conda", True, True), ("pypi", True, True)],
    ),
}


@pytest.mark.parametrize(("files", "expected"), REGISTRIES.values(), ids=REGISTRIES)
def test_one_package_of_two_registries(files: Tree, expected: list[tuple[str, bool, bool]], tmp_path: Path) -> None:
    found = inventory(tmp_path, {**files, "a.py": "import acme\n"}).packages
    assert [(one.ecosystem, one.declared, one.used) for one in found if one.name == "acme-ai"] == expected


MANY = (
    "acme-1-large acme-1-mini acme-2-large acme-2-mini acme-3-large acme-3-mini acme-3-latest acme-4-preview acme-5-large "
    "acme-2-tiny globex-pro globex-lite wonka-1-bar wonka-2-bar"
).split()
SIZES = ("SmallModel", "MediumModel", "LargeModel", "ChatModel")
BLOCKS = {f"Team{at}": dict(zip(SIZES, MANY[at * 4 :], strict=False)) for at in range(4)}
SETTINGS: dict[str, tuple[object, int]] = {
    "keys that say which model they set": (BLOCKS, 14),
    "the same in one flat block": ({f"Step{at}Model": name for at, name in enumerate(MANY)}, 14),
    "some agents beside a menu": (
        {"agents": {f"a{at}": {"model": name} for at, name in enumerate(MANY[:6])}, "menu": MANY},
        6,
    ),
    "a menu": ({"menu": MANY}, 0),
    "a list of records": ({"offers": [{"ChatModel": name, "price": 1} for name in MANY]}, 0),
    "a map of records with one plain key": ({f"tier{at}": {"model": name, "price": 1} for at, name in enumerate(MANY)}, 0),
    "a map keyed by ids": ({name: {"chat_model": name, "price": 1} for name in MANY}, 0),
    "names for ids": ({"known": {f"tier{at}": name for at, name in enumerate(MANY)}}, 0),
}


@pytest.mark.parametrize(("settings", "used"), SETTINGS.values(), ids=SETTINGS)
def test_settings_are_told_from_tables(settings: object, used: int, tmp_path: Path) -> None:
    assert len(inventory(tmp_path, {"appsettings.json": json.dumps(settings, indent=1)}).sites) == used


BESIDE = {
    "a class": ("class C:\n    model = 'acme-3-large'\n    provider = 'oscorp'\n", ("oscorp",)),
    "a dictionary": (
        "R = [{'model': 'acme-3-large', 'provider': 'oscorp'}, {'model': 'globex-pro', 'provider': 'acme'}]\n",
        ("oscorp",),
    ),
    "an address": ("R = {'model': 'acme-3-large', 'base_url': 'https://gateway.umbrella.example/v1'}\n", ("umbrella",)),
    "another class": ("class C:\n    model = 'acme-3-large'\nclass D:\n    provider = 'oscorp'\n", ("acme",)),
    "settings of two services": ("class C:\n    acme_model = 'acme-3-large'\n    oscorp_provider = 'oscorp'\n", ("acme",)),
}


@pytest.mark.parametrize(("text", "providers"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_a_model_says_whose_it_is(text: str, providers: tuple[str, ...], tmp_path: Path) -> None:
    found = inventory(tmp_path, {"a.py": "import acme\nacme.Client()\n", "b.py": text})
    (model,) = (one for one in found.models if one.id == "acme-3-large")
    assert model.providers == providers


NOT_USED = {
    "a set of data": 'rows = load_dataset("openmind/Sage-8B-chats")\n',
    "a slot for data": 'MIXER = make(dataset_name="acme-3-large")\n',
    "a tokenizer's name": 'class C:\n    tokenizer_model = "acme-3-large"\n',
    "a splitter": 'cut = text.TokenTextSplitter(model_name="acme-3-large")\n',
    "an id that is renamed": 'RENAMED = {"acme-3-large": "acme-2-large"}\n',
    "words to filter": 'filter_words = ["acme-3-large"]\n',
    "a provider behind the id": 'MODELS = {"acme-3-large": "acme"}\n',
}
USED = {
    "a model that makes data": 'make(dataset_model="acme-3-large")\n',
    "a default of tokens": 'make(model="acme-3-large", max_tokens=5)\n',
    "an id that is renamed elsewhere": 'run(model="acme-3-large")\n\nRENAMED = {\n    "acme-3-large": "acme-2-large",\n}\n',
    "what an id is renamed to": 'RENAMED = {"acme-2-large": "acme-3-large"}\n',
}


@pytest.mark.parametrize(
    ("text", "used"),
    [*((text, False) for text in NOT_USED.values()), *((text, True) for text in USED.values())],
    ids=[*NOT_USED, *USED],
)
def test_who_names_a_model_and_does_not_use_it(text: str, used: bool, tmp_path: Path) -> None:
    found = inventory(tmp_path, {"a.py": "import acme\nacme.Client()\n", "b.py": text})
    places = [place for one in found.models for place in one.places if place.text in ("acme-3-large", "openmind/Sage-8B-chats")]
    assert any(place.role in DECIDING for place in places) is used


@pytest.mark.parametrize(
    ("line", "used"),
    [
        ("python t.py --model openmind/Sage-8B", True),
        ("python t.py --model openmind/Sage-8B --dataset other", True),
        ("python t.py --dataset_mixer_list openmind/Sage-8B 1.0", False),
        ('python t.py --description "Sage-8B on two nodes"', False),
    ],
)
def test_the_option_before_a_value_says_what_it_is(line: str, used: bool, tmp_path: Path) -> None:
    found = inventory(tmp_path, {"run.sh": f"#!/bin/sh\n{line}\n"})
    assert any(place.role in DECIDING for one in found.models for place in one.places) is used


CONFIGURABLE = {
    "a.go": [
        ('var m = flag.String("model", "{}", "which")', True),
        ('const chosen = "{}"\nvar m = flag.String("model", chosen, "which")', True),
        ('const chosen = "{}"\nvar m = flag.String("model", chosen, "which")\nvar r = Req{{Model: chosen}}', False),
        ('var r = Req{{Model: "{}"}}', False),
    ],
    "a.rs": [
        ('struct A {{\n    #[arg(long, default_value = "{}")]\n    model: String,\n}}', True),
        ('const M: &str = "{}";\nstruct A {{\n    #[arg(long, default_value = M)]\n    model: String,\n}}', True),
        ('fn f() {{ let model = env::var("CHAT").unwrap_or_else(|_| "{}".into()); }}', True),
        ('fn default_model() -> String {{\n    "{}".to_string()\n}}', True),
        ('fn f() {{ ask(Req {{ model: "{}".into() }}) }}', False),
    ],
    "a.py": [
        ("def f():\n    return ask(\n        model='{}',\n    )", False),
        ("def f(model='{}'):\n    return ask(model)", True),
    ],
    "a.ts": [("ask({{ model: '{}' }})", False), ("const model = options.model ?? '{}'", True)],
}


@pytest.mark.parametrize(
    ("path", "text", "configurable"), [(path, *case) for path, cases in CONFIGURABLE.items() for case in cases]
)
def test_a_model_that_is_only_a_default_can_be_set(path: str, text: str, configurable: bool, tmp_path: Path) -> None:
    sites = inventory(tmp_path, {path: text.format("acme-3-large") + "\n"}).sites
    assert {site.configurable for site in sites} == {configurable}


SHARED_KEY = "gx-q7Wz91LmP0xYbT4Rk2Vd"
NAMED_KEYS: tuple[tuple[str, str, bool], ...] = (
    ("of nobody in particular", 'KEY = "{}"\n', False),
    ("of another service", '{{"acme": {{"model": "acme-3-large"}}, "atlas": {{"key": "{}"}}}}\n', False),
    ("named after the provider", 'GLOBEX_API_KEY = "{}"\n', True),
    ("named in another style", 'const globexKey = "{}";\n', True),
    ("named after the provider's other service", 'GLOBEX_ATLAS_KEY = "{}"\n', False),
    ("in a file that uses it", 'import globex\n\nKEY = "{}"\n', True),
    ("under another service", 'import globex\n\nfirehoseConfig = {{\n    "web": {{\n        "key": "{}",\n    }}\n}}\n', False),
    ("below another service that has ended", 'import globex\n\natlas = {{\n    "x": 1\n}}\nkey = "{}"\n', True),
)


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in NAMED_KEYS], ids=[case[0] for case in NAMED_KEYS])
def test_a_key_of_a_shape_that_services_share_needs_the_provider(tmp_path: Path, text: str, told: bool) -> None:
    name = "a.json" if text.startswith("{{") else "a.ts" if text.startswith("const") else "a.py"
    files = {name: text.format(SHARED_KEY), "b.py": 'import acme\n\nacme.Client().chat(model="acme-3-large")\n'}
    assert [prefix for prefix, _ in inventory(tmp_path, files).secrets] == ["gx-"] * told
