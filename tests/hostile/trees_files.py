"""Hostile trees of the file system: links, pipes, devices, giants, depth, names, encodings, ignore files, git."""

from __future__ import annotations

import contextlib
import os
import socket
import stat

from trees import CALL, PRELUDE, Box, case, plain


@case()
def link_loop(box: Box) -> None:
    box.link("a.py", "b.py")
    box.link("b.py", "a.py")
    box.link("self.py", "self.py")


@case()
def link_to_parent_directory(box: Box) -> None:
    box.link("sub/up", "..")
    box.link("sub/here", ".")
    box.link("sub/root", box.tree)


@case()
def link_out_of_the_root(box: Box) -> None:
    box.link("settings.py", box.outside / "decoy.py")
    box.link("relative.py", "../outside/decoy.py")
    box.link("passwd.yaml", "/etc/passwd")


@case()
def linked_directory_out_of_the_root(box: Box) -> None:
    box.link("lib", box.outside)
    box.link("etc", "/etc")
    box.link("all", "/")


@case()
def link_chain(box: Box) -> None:
    box.put("c0.py", PRELUDE + CALL)
    for number in range(1, 80):
        box.link(f"c{number}.py", f"c{number - 1}.py")


@case()
def links_that_fan_out(box: Box) -> None:
    box.put("d0/x.py", CALL)
    for number in range(1, 25):
        for side in "ab":
            box.link(f"d{number}/{side}", f"../d{number - 1}")


@case()
def link_to_nothing(box: Box) -> None:
    box.link("gone.py", "no/such/file.py")
    box.link("package.json", "\udcff\udcfe")


@case()
def link_into_git(box: Box) -> None:
    box.put(".git/config", f"[core]\n\tpager = {box.trap('git-link')}\n")
    box.link("config.ini", ".git/config")
    box.link("hooks", ".git/hooks")


@case()
def links_to_devices(box: Box) -> None:
    for number, device in enumerate(
        ("/dev/zero", "/dev/stdin", "/dev/tty", "/dev/random", "/dev/full", "/proc/self/mem", "/proc/kmsg")
    ):
        box.link(f"d{number}.py", device)


@case()
def fifo(box: Box) -> None:
    for name in ("app.py", "package.json", ".env", "config.yaml", ".gitignore", "Dockerfile", "uv.lock"):
        os.mkfifo(box.tree / name)
    box.link("linked.py", "app.py")


@case()
def fifo_as_ignore_file_and_config(box: Box) -> None:
    os.mkfifo(box.tree / ".ignore")
    (box.tree / "deep").mkdir()
    os.mkfifo(box.tree / "deep" / ".gitignore")


@case()
def unix_socket(box: Box) -> None:
    here = os.getcwd()
    os.chdir(box.tree)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("server.py")
    finally:
        os.chdir(here)


@case()
def device_nodes(box: Box) -> None:
    with contextlib.suppress(OSError):  # needs privileges
        os.mknod(box.tree / "zero.py", 0o666 | stat.S_IFCHR, os.makedev(1, 5))
        os.mknod(box.tree / "block.yaml", 0o600 | stat.S_IFBLK, os.makedev(7, 99))


@case()
def directories_named_like_files(box: Box) -> None:
    for name in (
        "app.py",
        "package.json",
        ".env",
        ".gitignore",
        "requirements.txt",
        "pyproject.toml",
        "ai-audit.toml.d",
        "Dockerfile",
    ):
        box.put(f"{name}/x.py", CALL)


@case()
def sparse_giants(box: Box) -> None:
    for name in (
        "big.py",
        "big.json",
        "package-lock.json",
        "model.gguf",
        "model.safetensors",
        "notebook.ipynb",
        ".env",
        "pom.xml",
    ):
        with (box.tree / name).open("wb") as file:
            file.truncate(50_000_000_000)


@case()
def fifty_megabytes(box: Box) -> None:
    box.put("big.py", (PRELUDE + CALL * 1000).encode() * 800)
    box.put("yarn.lock", b'"openai@^4.0.0":\n  version "4.0.0"\n' * 800_000)


@case()
def just_at_the_limit(box: Box) -> None:
    for extra in (-1, 0, 1):
        box.put(f"limit{extra}.py", PRELUDE + CALL + "#" * (2_000_000 + extra - len(PRELUDE + CALL)))


@case()
def unreadable(box: Box) -> None:
    box.put("secret.py", CALL).chmod(0)
    box.put("locked/app.py", CALL)
    (box.tree / "locked").chmod(0)
    box.put("listed/app.py", CALL)
    (box.tree / "listed").chmod(0o444)
    box.put("ignored/.gitignore", "*").chmod(0)


@case()
def deep_directories(box: Box) -> None:
    box.put("/".join(["d"] * 400).removeprefix("/") + "/app.py", CALL)


@case()
def path_longer_than_the_system_allows(box: Box) -> None:
    descriptor = os.open(box.tree, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("n" * 200, dir_fd=descriptor)
        inner = os.open("n" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    with os.fdopen(os.open("app.py", os.O_WRONLY | os.O_CREAT, dir_fd=descriptor), "w") as file:
        file.write(CALL)
    os.close(descriptor)


@case()
def wide_directory(box: Box) -> None:
    for number in range(3_000):
        box.put(f"many/f{number}.py", "x = 1\n")


@case()
def many_directories(box: Box) -> None:
    for number in range(1_500):
        box.put(f"p{number}/.gitignore", f"*{number}a*b\n")


@case()
def hard_links(box: Box) -> None:
    first = box.put("first.py", PRELUDE + CALL)
    for number in range(100):
        os.link(first, box.tree / f"twin{number}.py")


NAMES = [
    b"new\nline.py", b"car\rriage.py", b"tab\there.py", b"esc\x1b[31mred\x1b[0m.py", b"bell\x07.py", b"bad\xff\xfe.py", b"lat\xe9in.py",
    b"quote\"'`.py", b"$(touch x).py", b"`id`.py", b"a;b|c&d.py", b"{{7*7}}.py", b"${jndi:ldap:x}.py", b"%0Aname%s%n.py", b"-rf.py", b"--help.py",
    b"<script>alert(1)</script>.py".replace(b"/", b"_"), b"a](javascript:x).py", b"|pipe|.py", b"::error file=x::boom.py", b"=cmd()!A1.py", b"@SUM(1).py",
    "bidi\u202egnp.py".encode(), "zero\u200bwidth.py".encode(), "sep\u2028line.py".encode(), "nel\u0085x.py".encode(), "emoji\U0001f4a9.py".encode(),
    "nfc-\u00e9.py".encode(), "nfd-e\u0301.py".encode(), b" leading.py", b"trailing .py", b"dots...py", b"con.py", b"nul.py", b"__proto__.py",
    b"constructor.json", b"c:drive.py", b"back\\slash.py", b"~.py", b"*.py", b"[a-z].py", b"#hash.py", b"!bang.py", b"]]>.py", b"&amp;.py", b"\x01\x02.py",
    b"\xed\xa0\x80surrogate.py", b"n" * 252 + b".py",
]  # fmt: skip


@case()
def names(box: Box) -> None:
    for name in NAMES:
        with contextlib.suppress(OSError):
            box.put(name, PRELUDE + CALL)
        with contextlib.suppress(OSError):
            box.put(b"dir" + name[:-3] + b"/package.json", '{"dependencies": {"openai": "^4.0.0"}}')


@case()
def names_that_are_only_dots_and_spaces(box: Box) -> None:
    for name in ("...", " ", ". .", "....py", ".py", " .py", ".env.", "..env"):
        box.put(f"{name}/x.py" if name.strip(". ") == "" else name, CALL)


# --- encodings ---------------------------------------------------------------------------------------------------------

plain("utf8_bom", "a.py", b"\xef\xbb\xbf" + (PRELUDE + CALL).encode())
plain("utf16_le_bom", "a.py", b"\xff\xfe" + (PRELUDE + CALL).encode("utf-16-le"))
plain("utf16_be_bom", "a.json", b"\xfe\xff" + '{"model": "gpt-4"}'.encode("utf-16-be"))
plain("utf16_without_bom", "a.cs", (PRELUDE + CALL).encode("utf-16-le"))
plain("utf16_odd_length", "a.py", b"\xff\xfe" + CALL.encode("utf-16-le") + b"\x00\xd8\x41")
plain("utf32", "a.py", b"\xff\xfe\x00\x00" + CALL.encode("utf-32-le"))
plain("only_a_mark", "a.py", b"\xff\xfe")
plain("invalid_utf8", "a.py", PRELUDE.encode() + b"name = '\xff\xc0\x80\xf8\x88'\n" + CALL.encode())
plain("latin1_cookie", "a.py", b"# -*- coding: latin-1 -*-\n" + "x = 'é'\n".encode("latin-1") + (PRELUDE + CALL).encode())
plain("nul_in_source", "a.py", (PRELUDE + "\0" + CALL).encode())
plain("nul_far_in", "a.py", (PRELUDE + CALL + "#" * 9000 + "\n\0\n" + CALL).encode())
plain("all_bytes", "a.py", bytes(range(256)) * 400 + CALL.encode())
plain("lone_carriage_returns", "a.py", (PRELUDE + CALL).replace("\n", "\r"))
plain("odd_line_ends", "a.py", "\x0c\x0b\x1c\x1d\x85\u2028\u2029" + PRELUDE + CALL + "\x1a")
plain("bom_in_the_middle", "a.py", PRELUDE + "\ufeff" + CALL + "\ufeff\ufeff")
plain("lone_surrogates", "a.json", '{"model": "\\ud800gpt-4", "openai": "\\udfff\\ud83d"}')
plain("encoded_surrogates", "a.py", b"x = '\xed\xa0\x80'\n" + (PRELUDE + CALL).encode())
plain("bidi_source", "a.py", PRELUDE + 'access = "user\u202e \u2066# admin\u2069 \u2066"\n' + CALL)
plain("compressed_named_python", "a.py", b"\x1f\x8b\x08\x00" + os.urandom(3000) + b"openai")
plain("overlong_utf8", "a.toml", b"model = '\xc0\xafgpt-4\xe0\x80\xaf'\n")


@case()
def hostile_codecs(box: Box) -> None:
    for codec in (
        "zlib",
        "hex",
        "bz2",
        "rot13",
        "unicode_escape",
        "raw_unicode_escape",
        "idna",
        "punycode",
        "undefined",
        "uu",
        "mbcs",
        "../../x",
        "a" * 39,
    ):
        box.put(f"{codec.replace('/', '_')}.py", f"# coding: {codec}\nx = 'caf".encode() + b"\xe9'\n" + CALL.encode())


@case()
def empty_and_tiny(box: Box) -> None:
    names = (
        "a.py a.js a.ts a.json a.yaml a.toml a.xml a.tf a.ini a.ipynb a.go a.java a.cs a.rb a.php a.rs .env Dockerfile package.json pyproject.toml "
        "setup.py setup.cfg Pipfile requirements.txt go.mod pom.xml Cargo.toml Gemfile composer.json build.gradle package-lock.json yarn.lock uv.lock "
        "poetry.lock pnpm-lock.yaml Cargo.lock a.csproj a.gguf a.safetensors Modelfile a.bicep a.properties mix.exs pubspec.yaml environment.yml"
    ).split()
    for number, content in enumerate(
        (
            b"",
            b"\n",
            b"\0",
            b"{",
            b"[",
            b"'",
            b"\\",
            b"\xff",
            b" " * 5000,
            b"\n" * 5000,
            b"openai",
            b"null",
            b"0",
            b'"',
            b"<",
            b"---",
        )
    ):
        for name in names:
            box.put(f"t{number}/{name}", content)


# --- ignore files and git ----------------------------------------------------------------------------------------------


@case()
def ignore_file_that_hangs(box: Box) -> None:
    box.put(
        ".gitignore",
        "\n".join(["*a" * 80 + "b", "**/a/" * 60 + "z", "[a-z]*" * 60, "?*" * 90 + "!", "(a+)+$", "*" * 500 + "q"]) + "\n",
    )
    box.put("a" * 200 + "/" + "a" * 200 + "/" + "a" * 240 + ".py", CALL)


@case()
def ignore_file_too_large(box: Box) -> None:
    box.put(".gitignore", "x*y?z[0-9]\n" * 300_000)
    box.put("sub/.ignore", "\n".join(f"*{number}?" for number in range(20_000)))


@case()
def ignore_file_of_garbage(box: Box) -> None:
    box.put(".gitignore", b"[\n[a\n\\\n!\n/\n//\n**\0\n\xff\xfe*\n[!]\n[]-a]\n[z-a]\n!!x\n" + b"(" * 900 + b"\n[[:alpha:\n")


@case()
def ignore_file_linked_outside(box: Box) -> None:
    (box.outside / "everything").write_text("*\n")
    box.link(".gitignore", box.outside / "everything")
    box.link("sub/.ignore", "/dev/zero")
    box.put("sub/app.py", CALL)


@case()
def hostile_git(box: Box) -> None:
    trap = box.trap("git")
    box.put(
        ".git/config",
        f"[core]\n\tfsmonitor = {trap}\n\thooksPath = .git/hooks\n\tpager = {trap}\n\tsshCommand = {trap}\n\teditor = {trap}\n\tworktree = /\n"
        f'[diff]\n\texternal = {trap}\n[filter "x"]\n\tclean = {trap}\n\tsmudge = {trap}\n[alias]\n\tls-files = !{trap}\n[include]\n\tpath = /etc/passwd\n',
    )
    box.put(".gitattributes", "* filter=x diff=x\n")
    box.put(".git/HEAD", "ref: refs/heads/main\n")
    box.put(".git/index", b"DIRC\x00\x00\x00\x02\xff\xff\xff\xff" + b"\0" * 100)
    box.put(".git/objects/x", "")
    box.put(".git/refs/x", "")
    for hook in ("pre-commit", "post-checkout", "fsmonitor-watchman", "post-index-change"):
        box.put(f".git/hooks/{hook}", f"#!/bin/sh\n{trap}\n").chmod(0o755)
    box.put(".git/hooks/tool.py", CALL)
    box.put(".gitmodules", f'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c "{trap}"\n\tupdate = !{trap}\n')


@case()
def git_file_that_points_away(box: Box) -> None:
    box.put(".git", "gitdir: /etc\n")
    box.put("sub/.git", "gitdir: ../../outside\n")


@case()
def repository_in_repository(box: Box) -> None:
    box.put("inner/.git/config", f"[core]\n\tfsmonitor = {box.trap('inner')}\n")
    box.put("inner/app.py", PRELUDE + CALL)


# --- trees that move ---------------------------------------------------------------------------------------------------


@case(mover="while :; do printf 'x = 1\\n' >> log.py; done", alone=True)
def growing_file(box: Box) -> None:
    box.put("log.py", PRELUDE + CALL)


@case(
    mover="while :; do rm -f v.py v/x.py; mkdir -p v; echo 'import openai' > v.py; echo 'import openai' > v/x.py; rm -rf v; done",
    alone=True,
)
def vanishing_files(box: Box) -> None:
    box.put("v.py", CALL)


@case(mover="while :; do rm -rf swap; mkdir swap; echo x > swap/decoy.py; rm -rf swap; ln -s ../outside swap; done", alone=True)
def directory_swapped_for_a_link(box: Box) -> None:
    box.put("swap/decoy.py", "x = 1\n")


@case(
    mover="while :; do rm -f t.py; mkfifo t.py; rm -f t.py; echo 'import openai' > t.py; rm -f t.py; mkdir t.py; rmdir t.py; done",
    alone=True,
)
def changing_type(box: Box) -> None:
    box.put("t.py", CALL)
