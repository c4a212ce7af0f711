from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recoupe.intake.tracing import trace

PAGE = (
    "<html><body><nav>menu</nav><p>L&#39;arm&eacute;e a <b>repris</b> la ville d&#x27;Alep &amp; ses environs.</p>\n"
    "<p>Fin.</p></body></html>"
)


def test_words_of_a_page_are_found_behind_its_markup() -> None:
    text = "L'armée a repris la ville d'Alep & ses environs.\nFin."
    found = trace(text, text.index("repris"), PAGE.encode(), "utf-8")
    assert found is not None
    assert PAGE[found.character :].startswith(("repris", " <b>repris", "<b>repris"))


def test_bytes_are_those_of_the_encoding() -> None:
    text = "Été à Gaza : l'armée a tué cinq civils près de Khan Younès."
    original = ("---\ntitle: É\n---\n" + text).encode("utf-16-le")
    found = trace(text, text.index("cinq"), original, "utf-16-le")
    assert found is not None
    assert original[found.byte :].decode("utf-16-le").lstrip().startswith("cinq")


def test_what_is_repeated_or_absent_is_not_guessed() -> None:
    assert trace("mot " * 200, 300, ("mot " * 200).encode(), "utf-8") is None
    assert trace("texte", 2, b"\x00\x01", "utf-8") is None
    assert trace("texte", 2, b"texte", "no-such-encoding") is None


@given(st.lists(st.sampled_from([f"mot{i}" for i in range(300)]), min_size=30, max_size=80, unique=True), st.data())
def test_every_word_of_a_plain_text_leads_back(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    word = data.draw(st.sampled_from(words))
    source = "En-tête — " + text
    found = trace(text, text.index(word), source.encode(), "utf-8")
    assert found is not None
    assert source.encode()[found.byte :].decode().lstrip().startswith(word)
