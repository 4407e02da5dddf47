"""What is typed becomes bytes, and words are drawn evenly."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import FormatError
from crypto.passphrase import generate, normalise

WORDS = [f"word{i}" for i in range(2000)]


@given(st.text(min_size=1, max_size=80))
def test_normalising_twice_changes_nothing(text: str) -> None:
    """A text is refused or has one form."""
    try:
        data = normalise(text)
    except FormatError:
        return
    assert normalise(data.decode()) == data


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_lone_surrogates_are_refused(text: str) -> None:
    """They have no UTF-8, so nobody could type them again elsewhere."""
    with pytest.raises(FormatError):
        normalise(text)


def test_six_words_are_drawn_from_the_whole_list() -> None:
    """A thousand draws of six touch most of 2000 words, and no word stands out."""
    counts = Counter(word for _ in range(1000) for word in generate(WORDS, os.urandom).split(" "))
    assert counts.total() == 6000
    assert len(counts) > 1700
    assert max(counts.values()) < 20
