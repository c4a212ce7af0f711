"""From claims to incidents: which claims speak of one happening, in which versions, and how many independent voices say so."""
