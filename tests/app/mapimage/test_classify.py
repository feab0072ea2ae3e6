import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.mapimage.breaks import deviation_breaks, natural_breaks, pretty_breaks, quantile_breaks
from app.mapimage.classify import METHODS, NO_CLASS, classify, named

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


NUMBERS = arrays(np.float64, st.integers(2, 60), elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 3)))


@given(NUMBERS, st.integers(2, 12))
def test_pretty_breaks_are_round_and_about_as_many_as_wished(values, n):
    upper = pretty_breaks(values, n)
    assert upper[-1] == values.max()
    assert len(upper) <= 2 * n + 1
    inner = upper[:-1]
    assert (inner > values.min()).all()
    assert (inner < values.max()).all()
    if len(inner) > 1:
        step = np.diff(inner).min()
        assert float(f"{step:.2g}") == pytest.approx(step, rel=1e-6)
        np.testing.assert_allclose(inner / step, np.round(inner / step), atol=1e-6)


def test_pretty_breaks_of_a_usual_result():
    assert pretty_breaks(np.array([101.0, 534.0]), 5).tolist() == [200.0, 300.0, 400.0, 500.0, 534.0]
    assert pretty_breaks(np.array([0.11, 0.42]), 4).tolist() == [0.2, 0.3, 0.4, 0.42]


@given(NUMBERS, st.integers(2, 8))
def test_deviations_are_one_standard_deviation_apart(values, n):
    inner = deviation_breaks(values, n)[:-1]
    if len(inner) > 1:
        np.testing.assert_allclose(np.diff(inner), values.std(), rtol=1e-9)
    if len(inner) and n % 2 == 0:
        assert (
            np.abs(
                (inner - values.mean()) / values.std() - np.round((inner - values.mean()) / values.std())
            ).max()
            < 1e-6
        )


def test_deviations_as_mapclassify():
    ours = deviation_breaks(DRAWN, 4)[:-1]
    np.testing.assert_allclose(ours, DRAWN.mean() + DRAWN.std() * np.array([-1, 0, 1]))


@given(NUMBERS, st.sampled_from(["quantile", "natural", "equal", "pretty", "deviation"]), st.integers(2, 9))
def test_no_class_holds_both_signs(values, method, n):
    classes = classify(values, method, n, diverging=True)
    for k in range(len(classes)):
        assert len(set(np.sign(values[classes.index == k]))) <= 1


@given(NUMBERS, st.sampled_from(METHODS), st.randoms())
def test_the_order_of_the_rows_does_not_matter(values, method, random):
    order = list(range(len(values)))
    random.shuffle(order)
    one, other = (classify(some, method, 4, breaks=(0.0,)) for some in (values, values[order]))
    assert one.upper == pytest.approx(other.upper)


def test_names_are_classes():
    classes = named(np.array([1, -1, 0, 1]), ("a", "b"), ordered=True)
    assert classes.counts.tolist() == [1, 2]
    assert len(classes) == 2
