"""The shape of what people type about clusters."""
