import numpy as np
import spacy
from thinc.api import NumpyOps

from recoupe.language.pack import load_pack
from recoupe.language.products import NumpyProducts, one_thread, use_numpy_products


def test_the_product_is_that_of_thinc_however_it_is_asked_for() -> None:
    chance = np.random.default_rng(1)
    x, y = chance.standard_normal((5, 7), dtype="f4"), chance.standard_normal((7, 3), dtype="f4")
    ours, theirs = NumpyProducts(), NumpyOps()
    expected = theirs.gemm(x, y)
    out = np.empty((5, 3), dtype="f4")
    for product in (
        ours.gemm(x, y),
        ours.gemm(np.ascontiguousarray(x.T), y, trans1=True),
        ours.gemm(x, np.ascontiguousarray(y.T), trans2=True),
        ours.gemm(x, y, out=out),
    ):
        np.testing.assert_allclose(product, expected, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(out, expected, rtol=1e-5, atol=1e-5)


def test_every_layer_of_a_pipeline_is_served() -> None:
    pack = load_pack("fr")
    nlp = spacy.load(pack.folder / pack.head.parser, exclude=["tokenizer"])
    use_numpy_products(nlp)
    layers = [layer for _, component in nlp.pipeline for layer in component.model.walk()]
    assert layers
    assert all(isinstance(layer.ops, NumpyProducts) for layer in layers)


def test_one_thread_lasts_no_longer_than_asked() -> None:
    with one_thread():
        inside = np.ones((4, 4)) @ np.ones((4, 4))
    assert inside[0, 0] == 4
