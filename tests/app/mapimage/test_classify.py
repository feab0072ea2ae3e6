import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.mapimage.classify import METHODS, NO_CLASS, classify, natural_breaks, quantile_breaks

DRAWN = np.random.default_rng(3).gamma(4.0, 40.0, 300)


def test_quantiles_as_mapclassify():
    np.testing.assert_allclose(quantile_breaks(DRAWN, 5), mapclassify.Quantiles(DRAWN, 5).bins)


@pytest.mark.parametrize("n", [2, 3, 5, 7])
def test_natural_breaks_as_mapclassify(n):
    np.testing.assert_allclose(natural_breaks(DRAWN, n), mapclassify.FisherJenks(DRAWN, n).bins)


def test_natural_breaks_of_many_values_are_near_the_exact_ones():
    many = np.random.default_rng(4).gamma(4.0, 40.0, 3000)
    ours, exact = natural_breaks(many, 5), mapclassify.FisherJenks(many, 5)
    groups = np.searchsorted(ours, many)
    deviation = sum(((many[groups == k] - many[groups == k].mean()) ** 2).sum() for k in range(5))
    best = sum(((many[exact.yb == k] - many[exact.yb == k].mean()) ** 2).sum() for k in range(5))
    assert deviation <= best * 1.01


def test_equal_intervals():
    classes = classify(np.array([0.0, 10.0, 4.0]), "equal", 5)
    assert classes.upper == (2.0, 4.0, 6.0, 8.0, 10.0)
    assert classes.index.tolist() == [0, 4, 1]


def test_missing_values_have_no_class():
    classes = classify(np.array([np.nan, 1.0, np.inf, 2.0]), "quantile", 2)
    assert classes.index.tolist() == [NO_CLASS, 0, NO_CLASS, 1]
    assert classes.counts.sum() == 2


def test_nothing_to_classify():
    assert len(classify(np.full(3, np.nan), "natural")) == 0


@pytest.mark.parametrize("method", METHODS)
def test_one_value_is_one_class(method):
    classes = classify(np.full(5, 7.0), method, 5)
    assert len(classes) == 1
    assert classes.counts.tolist() == [5]


def test_own_breaks_keep_their_order_and_the_rest():
    classes = classify(np.array([5.0, 15.0, 25.0]), "own", breaks=(20.0, 10.0))
    assert classes.upper == (10.0, 20.0, 25.0)


def test_zero_is_a_class_of_its_own_between_losses_and_gains():
    values = np.array([-50.0, -20.0, -1.0, 0.0, 0.0, 3.0, 40.0, 90.0])
    classes = classify(values, "quantile", 4, diverging=True)
    sign = np.sign(values)
    for k in range(len(classes)):
        assert len(set(sign[classes.index == k])) == 1
    assert 0.0 in classes.upper


@given(
    arrays(np.float64, st.integers(1, 60), elements=st.floats(-1e6, 1e6)),
    st.sampled_from(METHODS),
    st.integers(1, 9),
    st.booleans(),
)
def test_every_value_lies_within_its_class(values, method, n, diverging):
    classes = classify(values, method, n, breaks=(0.0, 10.0), diverging=diverging)
    lower = np.concatenate([[-np.inf], classes.upper[:-1]])
    assert (np.diff(classes.upper) > 0).all()
    assert (values <= np.asarray(classes.upper)[classes.index]).all()
    assert (values > lower[classes.index]).all()
