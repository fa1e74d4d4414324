"""Command lines: what is printed or compared is no use, what is sent to a file or a server is."""

from __future__ import annotations

import pytest
from read_source import marks, read_text

ROWS = [
    ('echo "now using acme-1 model"; printf "%s" acme-2; log_info "Pulling acme-3"', "acme-1 said | acme-2 said | acme-3 said"),
    ('usage() { echo "  --model acme-1"; }\necho acme-2 >&2\nread -p "acme-3? " x', "acme-1 said | acme-2 said | acme-3 said"),
    ('echo "Set ACME_MODEL=acme-1"', "ACME_MODEL said | acme-1 said"),
    ('echo "MODEL=acme-1" >> .env', "acme-1 =MODEL <MODEL"),
    ("echo '{\"model\": \"acme-1\"}' | curl -d @- https://h.test", "acme-1 =model @echo"),
    ("curl https://h.test -d '{\"model\": \"acme-1\"}'", "acme-1 =model @curl"),
    ('@echo -e "e.g. acme-1"; \\\n-@echo acme-2', "acme-1 said | acme-2 said"),
    ('@echo "MODEL=acme-1" >> .env\n@tool run acme-2', "acme-1 =MODEL <MODEL | tool =command @tool run | acme-2 =model @tool run"),
    ("ACME_MODELS=$(curl https://h.test/x)", ""),
    ("cat <<EOF\nollama run acme-1\nmodel: acme-2\nEOF\ntool run acme-3", "acme-1 said | acme-2 said | tool =command @tool run | acme-3 =model @tool run"),
    ("cat > f.json <<'EOF'\n{\"model\": \"acme-1\"} acme-2\nEOF", "acme-1 =model @cat | acme-2 said"),
    ('curl https://h.test -d @- <<EOF\n{"model": "acme-1"}\nEOF', "acme-1 =model @curl"),
    ("bash <<EOF\ntool run acme-1\nEOF", "tool =command @tool run | acme-1 =model @tool run"),
    # comments of what a here-document or a string of several lines holds
    ("cat > a.py <<'PY'\n  # model = \"acme-1\"\nmodel = \"acme-2\" # or acme-3\nPY", "acme-1 comment | acme-2 =model @cat | acme-3 said"),
    ("cat > a.ts <<EOF\n// https://acme.test/v1\n-- acme-2\n--model=acme-3\n#define MODEL acme-4\nEOF", "https://acme.test/v1 comment | acme-2 comment | acme-3 =model @cat | acme-4 said"),
    ("tee .env <<EOF\n#MODEL=acme-1\nMODEL=acme-2\nEOF", "acme-1 comment | acme-2 =MODEL @tee"),
    ("python3 -c '\n# model=acme-1\nmodel=\"acme-2\"'", "acme-1 comment | acme-2 =model @python3"),
    ("x=$((1<<y))\ntool run acme-1", "tool =command @tool run | acme-1 =model @tool run"),
    ('if [ "$m" = "acme-1" ]; then tool run acme-2; fi', "acme-1 table | tool =command @tool run | acme-2 =model @tool run"),
    # what looks for a word, and a pattern that is bound to an end
    ("if echo \"$m\" | grep -qi 'acme-1'; then tool run acme-2; fi", "acme-1 table | tool =command @tool run | acme-2 =model @tool run"),
    ("awk '$1 == \"acme-1\" { print }' f; sed -n 'acme-2' f; ! rg acme-3 f; expr \"$m\" : acme-4", "acme-1 table | acme-2 table | acme-3 table | acme-4 table"),
    ("sed -i 's/MODEL=.*/MODEL=acme-1/' .env\nsed -e \"1,/x/s|a|acme-2|\" f", "acme-1 =MODEL @sed | acme-2 = @sed"),
    ("m=\"$(pick '^acme-1$' \"$all\")\"\npick '^acme-2'\npick \"acme-3$\"\npick \"acme-4\"", "acme-1 table | acme-2 table | acme-3 table | acme-4 = @pick"),
    ('case "$m" in\n  acme-1|acme-2) x ;;\n  "acme-3") tool run acme-4 ;;\nesac', "acme-1 table | acme-2 table | acme-3 table | tool =command @tool run | acme-4 =model @tool run"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_command_lines(text: str, expected: str) -> None:
    assert marks(read_text("shell", text)) == expected


def test_powershell() -> None:
    text = (
        'Write-Host "Using acme-1" -ForegroundColor Green\n$env:ACME_MODEL = "acme-2"\n$model = "acme-3"\n'
        '$body = @{ model = "acme-4" } | ConvertTo-Json\nif ($m -eq "acme-5") { }\n$key = @{ api_key = "acme-6" }'
    )
    found = marks(read_text("shell", text, path="src/x.ps1"))
    assert found == "acme-1 said | acme-2 =ACME_MODEL <ACME_MODEL | acme-3 =model | acme-4 =model | acme-5 table"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "a.ps1",
            '<#\n.PARAMETER Model\nThe model to use, e.g. acme-1\n#>\n$model = "acme-2" <# acme-3 #>\n$m = "a<#b"\n',
            "acme-1 comment | acme-3 comment | acme-2 =model",
        ),
        ("a.ps1", '$x = "<# no remark"\n$model = "acme-2"', "acme-2 =model"),
        ("a.ps1", "$x = '<# it''s none'; # don't <#\n$model = 'acme-2'", "acme-2 =model"),
        ("a.ps1", '$x = @"\nhe said "<#\n"@\nfunction f { <#\nacme-1 #>\n$model = "acme-2" }', "acme-1 comment | acme-2 =model"),
        ("a.ps1", '$model = "acme-2"\n<# acme-1 is never ended', "acme-2 =model | acme-1 comment"),
        (
            "a.bat",
            "@echo off\nREM set MODEL=acme-1\n:: acme-2\nset MODEL=acme-3\n",
            "acme-1 comment | acme-2 comment | acme-3 =MODEL <MODEL",
        ),
        ("a.sh", "cat <#acme-1\nMODEL=acme-2 #>", "acme-1 = @cat | acme-2 =MODEL <MODEL"),
    ],
)
def test_remarks_of_other_shells(path: str, text: str, expected: str) -> None:
    found = marks(read_text("shell", text, path=path))
    assert sorted(found.split(" | ")) == sorted(expected.split(" | "))


@pytest.mark.parametrize("text", ["cat <<EOF\n" * 3_000, "cat <<A <<B\n" + "x\n" * 3_000 + "acme", "a|" * 20_000 + "acme)"])
def test_hostile_documents_end(text: str) -> None:
    read_text("shell", text)


@pytest.mark.parametrize("text", ['"`' * 30_000, "'\"" * 30_000, "<#" * 30_000, '@"\n' * 30_000, "`" * 60_000, "#" * 60_000])
def test_hostile_remarks_end(text: str) -> None:
    read_text("shell", text + "acme", path="a.ps1")
