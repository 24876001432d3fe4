"""The clients: one class a service and colour, generated from the contract, and `Hub`, which holds them together."""
