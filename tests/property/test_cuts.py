"""Every extractor survives a valid file cut at any byte, with a hole, a repeat or a stranger in it; places stay inside the file."""

from __future__ import annotations

import time

import pytest
from audits import TODAY, catalog, masker, small
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES
from test_any_bytes import PIECES, SECONDS, survives

from auditor.discover.formats import format_of
from auditor.discover.reading import Reader
from auditor.extract import FORMATS
from auditor.extract.scan import scan
from auditor.records import Candidate, Evidence, Request, Skip


def extracted(format_: str, data: bytes) -> list[Evidence]:
    """What reader and masker make of bytes in a format; no file of ours breaks."""
    name = SAMPLES[format_][0]
    reader = Reader(Request(root="/", as_of=TODAY, files=(name,), blobs={name: data}), catalog().needles)
    ((_, _, file),) = reader.read([Candidate(name, format_)])
    if file is None or isinstance(file, Skip):
        return []
    evidence, _, _ = scan(file, masker(), 2_000)
    lines = file.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in evidence:
        assert one.line >= 1
        assert one.end_column >= one.column >= 1
        assert one.line <= len(lines) or file.text == ""
    return evidence


def test_there_is_a_sample_for_every_format() -> None:
    assert set(SAMPLES) == set(FORMATS)
    assert {format_of(name) for name, _ in SAMPLES.values()} == set(FORMATS)


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_a_sample_says_something(format_: str) -> None:
    """Else a cut of it would show nothing."""
    assert extracted(format_, SAMPLES[format_][1])


@pytest.mark.parametrize("format_", sorted(SAMPLES))
def test_a_valid_file_cut_at_any_byte(format_: str) -> None:
    data = SAMPLES[format_][1]
    begun = time.process_time()
    for end in range(len(data)):
        extracted(format_, data[:end])
    assert time.process_time() - begun < SECONDS * 2


@small(150)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_a_valid_file_with_a_hole_a_repeat_or_a_stranger_in_it(format_: str, draw: st.DataObject) -> None:
    data = SAMPLES[format_][1]
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, len(data)))
    middle = draw.draw(
        st.one_of(st.just(b""), st.just(data[start:end] * 3), st.sampled_from(PIECES).map(str.encode), st.binary(max_size=6))
    )
    survives(SAMPLES[format_][0], data[:start] + middle + data[end:])
