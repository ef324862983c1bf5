"""The life of a sheet of paper: facts, streams, serials, settling, ledger, closing, withdrawal, periods. Makes no figure."""
