"""The workbench: pages rendered on the server over one ledger."""
