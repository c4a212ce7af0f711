from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import BadFrontMatter
from recoupe.intake.declared import Declared
from recoupe.intake.frontmatter import KEYS, split_front_matter
from recoupe.model import PartialDate, PublishedBasis


def split(text: str) -> tuple[Declared, str]:
    return split_front_matter(text, "a.txt")


def test_every_key() -> None:
    block = (
        'title: "Percée : l\'armée avance"\noutlet: Agence Exemple\nauthor: A. Diallo\nlanguage: fr-FR\n'
        "published: 2018-06\nurl: https://example.org/a?b=c#d\n"
    )
    declared, text = split(f"---\n{block}---\nLe texte.\n")
    assert text == "Le texte.\n"
    assert declared == Declared(
        title="Percée : l'armée avance", outlet="Agence Exemple", author="A. Diallo", language="fr",
        published=PartialDate("2018-06", date(2018, 6, 1), date(2018, 6, 30)), published_basis=PublishedBasis.GIVEN, url="https://example.org/a?b=c#d",
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_text_starts_right_after_the_closing_line(newline: str) -> None:
    text = newline.join(["---", "title: A", "--- ", "", "  Un", "---", "deux"])
    assert split(text)[1] == newline.join(["", "  Un", "---", "deux"])


@pytest.mark.parametrize(
    "text",
    [
        "Le texte.\n---\ntitle: A\n---\n", "\n---\ntitle: A\n---\n", "----\ntitle: A\n---\n", "---", "---\n",
        "---\nUn trait, puis le texte.\n", "--- \nUn trait, puis le texte qui a un titre : A.\n", " ---\ntitle: A\n---\nx",
    ],
)
def test_what_is_no_block_stays_in_the_text(text: str) -> None:
    assert split(text) == (Declared(), text)


@pytest.mark.parametrize("block", ["", "\n", "# rien\n", "title:\noutlet: ''\n"])
def test_empty_blocks_and_values_declare_nothing(block: str) -> None:
    assert split(f"---\n{block}---\nx") == (Declared(), "x")


def test_values_are_text_whatever_yaml_would_make_of_them() -> None:
    declared, _ = split("---\ntitle: no\noutlet: 1984\nlanguage: no\nauthor: 2018-06-22\n---\nx")
    assert (declared.title, declared.outlet, declared.language, declared.author) == ("no", "1984", "no", "2018-06-22")


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("title: A\ntags: b\n", r"\(line 3\) has an unknown key 'tags'; the keys are title, outlet, author"),
        ("Title: A\n", r"\(line 2\) has an unknown key 'Title'"),
        ("title: A\noutlet: B\ntitle: C\n", r"\(line 4\) gives 'title' twice"),
        ("outlet: B\ntitle: A: b\n", r"\(line 3\) is not YAML"),
        ("title: 'A\n", "is not YAML"),
        ("title: [a, b]\n", r"\(line 2\) 'title' has a value that is not plain text"),
        ("title:\n  a: b\n", r"\(line 3\) 'title' has a value that is not plain text"),
        ("title: &a A\noutlet: *a\n", r"\(line 3\) 'outlet' has a value that is not plain text"),
        ("- title\n", r"\(line 2\) is not a list of keys and values"),
        ("Un trait, puis le texte.\n", "start the file with an empty line"),
        ("title: A\n...\noutlet: B\n", r"\(line 4\) is not YAML"),
        ("published: 2018-02-30\n", r"\(line 2\) is wrong: publication date '2018-02-30': no calendar has it"),
        ("title: A\npublished: hier\n", r"\(line 3\) is wrong: publication date 'hier'"),
        ("published: 2018-01-01\nlanguage: french\n", r"\(line 3\) is wrong: language 'french'"),
        ('title: "\\ud800"\n', r"\(line 2\) has a broken character in 'title'"),
        ("title: \x07\n", "is not YAML"),
        ("[" * 5000 + "\n", "is not"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(block: str, says: str) -> None:
    with pytest.raises(BadFrontMatter, match=says):
        split(f"---\n{block}---\nLe texte.")


def test_a_block_that_is_not_closed() -> None:
    with pytest.raises(BadFrontMatter, match=r"\(line 1\) is not closed; end it with a line of three hyphens"):
        split("---\ntitle: A\n\nLe texte.")


@given(st.text(), st.text(alphabet="abc:-'\"[]{}&*!|>%@`#,? \n\té", max_size=60))
def test_the_rest_is_the_end_of_the_text_or_the_block_is_bad(body: str, block: str) -> None:
    try:
        _, rest = split(f"---\n{block}\n---\n{body}")
    except BadFrontMatter:
        return
    assert rest.endswith(body)


@given(st.dictionaries(st.sampled_from(["title", "outlet", "author", "url"]), st.text(min_size=1).map(str.strip)))
def test_what_yaml_writes_is_read_back(values: dict[str, str]) -> None:
    import yaml

    printable = {key: "".join(c for c in value if c.isprintable()).strip() for key, value in values.items()}
    declared, text = split(f"---\n{yaml.safe_dump(printable, allow_unicode=True)}---\nx")
    assert text == "x"
    assert {key: getattr(declared, key) for key in KEYS if getattr(declared, key)} == {k: v for k, v in printable.items() if v}
