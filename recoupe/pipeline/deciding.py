"""People's decisions for whoever takes them down or shows them."""

from recoupe.review.agreement import CODES, SETTLES, Agreement, agreements, codings, disputed, is_adjudication
from recoupe.review.corrections import FIELDS, MEANT, corrected, parts_of
from recoupe.review.judgement import APART, NOTHING, Judgement, conflicts, judge, standing

__all__ = [
    "APART", "CODES", "FIELDS", "MEANT", "NOTHING", "SETTLES", "Agreement", "Judgement", "agreements", "codings", "conflicts",
    "corrected", "disputed", "is_adjudication", "judge", "parts_of", "standing",
]  # fmt: skip
