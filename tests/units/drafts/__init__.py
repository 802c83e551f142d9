"""An app of the proofs only: one model with permission tables of its own, as `units.models.grants` describes them."""
