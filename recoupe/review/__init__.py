"""People's decisions beside the machine's: what stands, and what follows from it."""
