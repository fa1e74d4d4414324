"""Clauses of SQL: a condition compares its strings, an INSERT gives its columns to the values of its rows."""

from __future__ import annotations

import pytest
from read_source import marks, read_text

ROWS = [
    ("UPDATE m SET off = true\nWHERE name = 'acme-1' AND x <> 'acme-2';", "acme-1 table | acme-2 table"),
    ("UPDATE m SET model = 'acme-1' WHERE name IN ('acme-2', 'acme-3');", "acme-1 =model | acme-2 table | acme-3 table"),
    ("update m set off = 1 from t join b on b.m = 'acme-1' where exists (select 1 where lower(m) = lower('acme-2'))", "acme-1 table | acme-2 table"),
    ("select case m when 'acme-1' then 'acme-2' else 'acme-3' end", "acme-1 table | acme-2 = | acme-3 ="),
    ("select if(a = 'acme-1', 'acme-2', 'acme-3')", "acme-1 table | acme-2 = | acme-3 ="),
    ("if (a = 'acme-1') then m := 'acme-2'; end if; n := 'acme-3';", "acme-1 table | acme-2 =m | acme-3 =n"),
    ("select m in ('acme-1') as old, m = any(array['acme-2']) as new, pick('acme-3') from t; return m in ('acme-4');", "acme-1 table | acme-2 table | acme-3 = @pick | acme-4 table"),
    ("select x from t where ask('acme-1', x) = 'yes'", "acme-1 = @ask"),
    ("create table t (model text default 'acme-1' check (model in ('acme-2')))", "acme-1 = @t | acme-2 table"),
    ("insert into m (a) values ('x') on conflict (a) do update set model = 'acme-1' where m.a = 'acme-2'", "acme-1 =model | acme-2 table"),
    ("INSERT INTO ms (id, `model`, \"c\")\nVALUES (1, 'acme-1', 'acme-2'::text), (f(2, 3), 'acme-3', '');", "acme-1 =model | acme-2 =c | acme-3 =model"),
    ("ALTER TABLE m ADD COLUMN IF NOT EXISTS model text DEFAULT 'acme-1';", "acme-1 ="),
    ("ALTER TABLE m ADD COLUMN IF EXISTS model text DEFAULT 'acme-1' CHECK (model IN ('acme-2'));", "acme-1 = | acme-2 table"),
    ("insert into m (a, api_key) values ('acme-1', 'acme-x');", "acme-1 =a"),
    ("insert into m (a, b) values (1, 2);\nselect x in (1), ('acme-1', 'acme-2');", "acme-1 = | acme-2 ="),
    ("insert into m (a) values (1, 'acme-1'), ('acme-2');\ninsert into n (b) values ('acme-3');", "acme-1 = @values | acme-2 =a | acme-3 =b"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[str(at) for at in range(len(ROWS))])
def test_what_a_clause_does_with_a_string(text: str, expected: str) -> None:
    assert marks(read_text("sql", text)) == expected
