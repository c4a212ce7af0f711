"""People's decisions for whoever takes them down or shows them."""

from recoupe.review.corrections import FIELDS, corrected
from recoupe.review.judgement import APART, NOTHING, Judgement, conflicts, judge, standing

__all__ = ["APART", "FIELDS", "NOTHING", "Judgement", "conflicts", "corrected", "judge", "standing"]
