import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from recoupe.language import wordvectors
from recoupe.language.pack import load_pack
from recoupe.language.products import use_numpy_products
from recoupe.language.wordvectors import WordVectors, use_remembered_words

SIZES = {"width": 8, "depth": 1, "embed_size": 10, "maxout_pieces": 2, "subword_features": True, "pretrained_vectors": None}
WORDS = [
    ["L'", "armée", "syrienne", "a", "repris", "la", "ville", ",", "lundi", "."],
    ["Oui"],
    ["La", "ville", "est", "tombée", "?"],
]


@pytest.fixture(params=["fr", "en", "es"])
def pipeline(request: pytest.FixtureRequest) -> Language:
    pack = load_pack(request.param)
    assert pack.head.parser
    nlp = spacy.load(pack.folder / pack.head.parser, exclude=["tokenizer"])
    use_numpy_products(nlp)
    return nlp


def docs(nlp: Language) -> list[Doc]:
    return [Doc(nlp.vocab, words=words, spaces=[i % 3 > 0 for i in range(len(words))]) for words in WORDS]


def test_vectors_are_those_of_the_layers(pipeline: Language) -> None:
    model = pipeline.get_pipe("tok2vec").model
    ours = WordVectors(model)
    for _ in range(2):  # learnt, then remembered
        for mine, theirs in zip(ours(docs(pipeline)), model.predict(docs(pipeline)), strict=True):
            assert mine.shape == theirs.shape
            np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-4)


def test_a_pipeline_that_ships_is_served_and_parses_as_before(pipeline: Language) -> None:
    before = [[(t.dep_, t.head.i, t.pos_) for t in doc] for doc in pipeline.pipe(docs(pipeline))]
    use_remembered_words(pipeline)
    assert pipeline.get_pipe("tok2vec").model.name == "word_vectors"
    assert [[(t.dep_, t.head.i, t.pos_) for t in doc] for doc in pipeline.pipe(docs(pipeline))] == before


def test_what_is_remembered_is_bounded(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordvectors, "MOST_WORDS", 5)
    ours = WordVectors(pipeline.get_pipe("tok2vec").model)
    first = ours(docs(pipeline))
    for mine, again in zip(first, ours(docs(pipeline)), strict=True):
        np.testing.assert_array_equal(mine, again)


def test_a_vector_does_not_depend_on_what_it_is_learnt_with(pipeline: Language) -> None:
    model = pipeline.get_pipe("tok2vec").model
    together, alone = WordVectors(model), WordVectors(model)
    together(docs(pipeline))
    for doc in docs(pipeline):
        alone([doc])
    for mine, theirs in zip(together(docs(pipeline)), alone(docs(pipeline)), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_another_kind_of_pipeline_is_left_as_it_is() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", "window_size": 2, **SIZES}})
    nlp.initialize()
    model = nlp.get_pipe("tok2vec").model
    use_remembered_words(nlp)
    assert nlp.get_pipe("tok2vec").model is model
