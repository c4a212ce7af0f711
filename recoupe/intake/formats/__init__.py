"""One file a format: each turns bytes into documents. They run in a worker process (``recoupe.intake.worker``)."""
