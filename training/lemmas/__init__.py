"""Tables of lemmas for languages whose words are made from stems and endings that are listed here."""
