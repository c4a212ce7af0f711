import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from recoupe.language.pack import load_pack
from recoupe.language.transitions import Transitions, annotator, is_known

WORDS = [
    ["L'", "armée", "syrienne", "a", "repris", "la", "ville", ",", "lundi", ",", "après", "un", "assaut", "."],
    ["Oui"],
    ["The", "rebels", "said", "that", "ten", "soldiers", "were", "killed", "in", "the", "north", "of", "the", "city", "."],
    ["La", "ciudad", "cayó", "?"],
]
Parsed = list[list[tuple[str, int, str]]]


@pytest.fixture(params=["fr", "en", "es"])
def pipeline(request: pytest.FixtureRequest) -> Language:
    pack = load_pack(request.param)
    assert pack.head.parser
    return spacy.load(pack.folder / pack.head.parser, exclude=["tokenizer"])


def docs(nlp: Language) -> list[Doc]:
    return [Doc(nlp.vocab, words=words) for words in WORDS]


def told(parsed: list[Doc]) -> Parsed:
    return [[(t.dep_, t.head.i, t.pos_) for t in doc] for doc in parsed]


@pytest.mark.parametrize("batch", [1, 3, 64])
def test_parses_are_those_of_the_pipeline(pipeline: Language, batch: int) -> None:
    ours = docs(pipeline)
    annotator(pipeline, batch=batch)(ours)
    assert told(ours) == told(list(pipeline.pipe(docs(pipeline))))


def test_the_parsers_that_ship_are_served(pipeline: Language) -> None:
    assert [is_known(c) for name, c in pipeline.pipeline if name == "parser"] == [True]
    assert not is_known(pipeline.get_pipe("tok2vec"))


def test_scores_need_no_documents(pipeline: Language) -> None:
    annotate = annotator(pipeline, batch=2)
    annotate([])
    one = docs(pipeline)[1:2]
    annotate(one)
    assert told(one) == told(list(pipeline.pipe(docs(pipeline)[1:2])))


def test_states_end(pipeline: Language) -> None:
    some = docs(pipeline)
    for name, component in pipeline.pipeline:
        if name != "parser":
            component.set_annotations(some, component.predict(some))
    states = Transitions(pipeline.get_pipe("parser")).predict(some)
    assert len(states) == len(some)
    assert all(state.is_final() for state in states)


def test_a_pipeline_of_another_kind_goes_its_own_way() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    some = [Doc(nlp.vocab, words=["Oui", ".", "Non"])]
    annotator(nlp, batch=4)(some)
    assert [t.is_sent_start for t in some[0]] == [True, False, True]

    @Language.component("marks_first_word")
    def marks(doc: Doc) -> Doc:
        doc[0].lemma_ = "first"
        return doc

    nlp.add_pipe("marks_first_word")
    annotator(nlp, batch=4)(some)
    assert some[0][0].lemma_ == "first"
