"""Who held what, when, by whose account: from claims to observations, and from them to places, cells, areas and rings."""
