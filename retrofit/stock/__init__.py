"""What stands there: fields, the stock, provenance, typology, country packs."""
